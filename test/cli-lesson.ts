import { createInterface } from 'node:readline'
import { findKatas } from './cli/katas.ts'
import { learn } from './cli/start.ts'

// The place to learn in, for a test: each screen is a line of JSON on stdout, each line on stdin is a key.

const lines = createInterface({ input: process.stdin })

process.exitCode = await learn(
  { katas: findKatas(), leftOut: [], poll: process.argv.includes('--poll') },
  {
    show: text => console.log(JSON.stringify(text)),
    keysUntilQuit: keys =>
      new Promise(quit => {
        lines.on('line', key => (key === 'q' ? quit() : keys[key]?.()))
      }),
  },
)
lines.close()
