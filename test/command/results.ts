import { runKatas } from '../../src/command/testing/run.ts'
import { findKatas } from '../../src/course/katas.ts'

// For a test: what the tests of all katas say, as JSON, from one run.

const results = await runKatas(findKatas())
console.log(JSON.stringify(results.map(({ kata, ...result }) => [kata.name, result])))
