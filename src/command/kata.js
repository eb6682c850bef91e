#!/usr/bin/env node
import './require-node.js'
import path from 'node:path'

// What one process has compiled the next one need not compile again: a third of the time of a run. Children
// know of it by the variable.
process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, '../../.kata/cache/compiled')
// Asked for only now: a Node that is too old for the project may not have it.
const { enableCompileCache } = await import('node:module')
enableCompileCache()

await import('./main.ts')
