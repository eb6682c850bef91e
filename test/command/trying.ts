import { createInterface } from 'node:readline'
import { tryUntilQuit } from '../../src/command/trying/session.ts'

// kata try on a terminal, for a test: each screen is a line of JSON on stdout, each line on stdin is a key or a new size
// such as 80x24. The argument is the program's absolute path.

const lines = createInterface({ input: process.stdin })
let size = { columns: 80, rows: 24, plain: false }

await tryUntilQuit(process.argv[2] ?? '', {
  get size() {
    return size
  },
  show: text => console.log(JSON.stringify(text)),
  listen: (pressed, resized) => {
    lines.on('line', line => {
      const [, columns, rows] = /^(\d+)x(\d+)$/.exec(line) ?? []
      if (columns) {
        size = { ...size, columns: Number(columns), rows: Number(rows) }
        resized()
      } else pressed(line)
    })
  },
  suspend: () => {},
  close: () => lines.close(),
})
