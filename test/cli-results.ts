import { findKatas } from './cli/katas.ts'
import { runKatas } from './cli/run.ts'

// For a test: what the tests of all katas say, as JSON, from one run.

const results = await runKatas(findKatas())
console.log(JSON.stringify(results.map(({ kata, ...result }) => [kata.name, result])))
