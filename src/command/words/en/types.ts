// What is said around the type checker's own words.

export const types = {
  /** `file` is left out where there are several. */
  head: ({ mistakes, file }: { mistakes: number; file: string | undefined }) =>
    `Types: ${mistakes} ${mistakes === 1 ? 'mistake' : 'mistakes'}${file ? ` in ${file}` : ''}`,
  more: ({ mistakes }: { mistakes: number }) => `… and ${mistakes} more`,
}
