import { createInterface } from 'node:readline'
import { Session } from '../../src/command/session/session.ts'
import { findKatas } from '../../src/course/katas.ts'
import { parsed, questionText } from '../../src/course/prediction.ts'

// The place to learn in, for a test: each screen is a line of JSON on stdout, each line on stdin is a key, an
// answer to a question, or a new size such as 80x24.

const lines = createInterface({ input: process.stdin })
const has = (option: string) => process.argv.includes(option)

let size = { columns: 80, rows: 24, plain: has('--plain') }
let screen = ''
let takeAnswer: ((answer: string) => void) | undefined

function show(text: string): void {
  screen = text
  console.log(JSON.stringify(screen))
}

const session = new Session(
  { katas: findKatas(), leftOut: [], poll: has('--poll'), plain: has('--plain') },
  {
    get size() {
      return size
    },
    show,
    add: text => show(screen + text),
    ask: prediction =>
      new Promise(resolve => {
        show(`${screen}${questionText(prediction)}`)
        takeAnswer = answer => resolve(answer === '' ? null : parsed(prediction, answer))
      }),
    listen: (pressed, resized) => {
      lines.on('line', line => {
        const [, columns, rows] = /^(\d+)x(\d+)$/.exec(line) ?? []
        if (takeAnswer && line !== 'q') {
          takeAnswer(line)
          takeAnswer = undefined
        } else if (columns) {
          size = { ...size, columns: Number(columns), rows: Number(rows) }
          resized()
        } else pressed(line)
      })
    },
    lend: async use => use(),
    suspend: () => show('suspended'),
    close: () => lines.close(),
  },
)
await session.untilQuit()
