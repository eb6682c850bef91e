import { parseArgs } from 'node:util'
import { type Given, Misuse } from './commands/command.ts'
import { words } from './words/words.ts'

const NOTHING_GIVEN: Given = {
  deep: false,
  solution: false,
  spoil: false,
  poll: false,
  plain: false,
  finer: false,
  host: undefined,
}

/** What the command was called with. */
export interface Typed {
  readonly positionals: readonly string[]
  readonly options: Given
  /** Instead of doing anything, to tell how it is done; or which version this is. */
  readonly help: boolean
  readonly version: boolean
}

/**
 * Takes what the command was called with apart.
 *
 * @throws Misuse for an option that there is not
 */
export function parsed(argv: string[]): Typed {
  try {
    const { positionals, values } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        deep: { type: 'boolean' },
        solution: { type: 'boolean' },
        spoil: { type: 'boolean' },
        poll: { type: 'boolean' },
        plain: { type: 'boolean' },
        finer: { type: 'boolean' },
        host: { type: 'string' },
      },
    })
    const { help = false, version = false, ...given } = values
    return { positionals, options: { ...NOTHING_GIVEN, ...given }, help, version }
  } catch (error) {
    throw new Misuse(sentenceOn(error as NodeJS.ErrnoException))
  }
}

/** Node tells which option it is about only in its message: `Unknown option '--fast'. To specify ...`. */
function sentenceOn({ code, message }: NodeJS.ErrnoException): string {
  const { unknownOption, optionWithValue, optionWithoutValue } = words.usage
  const [, option = ''] = /'(.*)'/.exec(message.split('. ')[0] ?? '') ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return unknownOption(option)
  // `'--host <value>'`, of the one that takes a value.
  const name = option.replace(/ <value>$/, '')
  return name === option ? optionWithValue(option) : optionWithoutValue(name)
}
