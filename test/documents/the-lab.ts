// What the code blocks of the page take for granted.

import pg from 'pg'
import { expect } from 'vitest'
import { notebook, type urls as posts, simulate } from '#lab'
import { burn } from '#lab/blocking'

declare const fetchPosts: (urls: readonly string[]) => Promise<string[]>
declare const count: (threads: number) => Promise<number>
declare const urls: typeof posts & readonly [string, string, string, string]
