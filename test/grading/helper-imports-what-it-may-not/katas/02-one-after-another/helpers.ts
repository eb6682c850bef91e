import { readFileSync } from 'node:fs'

void readFileSync

export const line = (status: number, url: string) => `[${status}] ${url}`
