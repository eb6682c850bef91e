import { afterEach } from 'vitest'

// The first of the setup files: what it hooks on comes last. The runner tells of tests in bundles; where a
// process is ended from outside, those that were done by then count all the same.

/** After it, each test may take as long as this one did, and how many still can depends on the machine. */
const TAKES_LONG = /^EndlessLoop: |^Error: (Test|Hook) timed out in /

const send = process.send?.bind(process)

afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail'
  const [{ name, message = '', stack, diff } = {}] = (failed && task.result?.errors) || []
  const error = { name, message, stack, diff }
  const test = { name: task.name, state: failed ? 'failed' : 'passed', ...(failed && { error }) }
  send?.({ cooperativo: 'told', test })
  if (!TAKES_LONG.test(`${name}: ${message}`)) return
  send?.({ cooperativo: 'endless' })
  // The process is ended from outside.
  await new Promise(() => {})
})
