import brackets from '../brackets.json' with { type: 'json' }
import { joined } from '../joined.js'

export const line = (status: number, url: string) => joined(`${brackets.open}${status}${brackets.close}`, url)
