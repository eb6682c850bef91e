// What the code blocks of this kata's pages take for granted.
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Sources } from '../../../solutions/11-async-libraries/dashboard.ts'

declare const sources: Sources
declare const address: string
declare const author: string
declare const POSTS: string
declare const COMMENTS: string
declare function findBooks(address: string, author: string): Promise<string[]>
declare function countVisitors(address: string): Promise<number>
