import { parseArgs } from 'node:util'
import { type Given, Misuse } from './commands/command.ts'

const NOTHING_GIVEN: Given = {
  deep: false,
  solution: false,
  spoil: false,
  poll: false,
  plain: false,
}

/**
 * Takes what the command was called with apart.
 *
 * @throws Misuse for an option that there is not
 */
export function parsed(argv: string[]): { words: string[]; options: Given } {
  try {
    const { positionals, values } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        deep: { type: 'boolean' },
        solution: { type: 'boolean' },
        spoil: { type: 'boolean' },
        poll: { type: 'boolean' },
        plain: { type: 'boolean' },
      },
    })
    const { help, ...given } = values
    return help
      ? { words: ['help'], options: NOTHING_GIVEN }
      : { words: positionals, options: { ...NOTHING_GIVEN, ...given } }
  } catch (error) {
    throw new Misuse(`${(error as Error).message.split('. ')[0]}: see npx kata help.`)
  }
}
