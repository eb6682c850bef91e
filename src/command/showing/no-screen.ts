import type { Terminal } from '../session/terminal.ts'

/** In place of a terminal, for a session that is to be seen on a page alone: Ctrl-C ends it. */
export function noScreen(): Terminal {
  let quit = () => {}
  return {
    size: { columns: 80, rows: 24, plain: true },
    show: () => {},
    add: () => {},
    listen: pressed => {
      quit = () => pressed('ctrl-c')
      process.on('SIGINT', quit)
      process.on('SIGTERM', quit)
    },
    lend: async use => use(),
    suspend: () => {},
    close: () => {
      process.off('SIGINT', quit)
      process.off('SIGTERM', quit)
    },
  }
}
