// What the code blocks of this kata's pages take for granted.
declare const items: readonly unknown[]
declare const work: (item: unknown) => unknown
declare const slice: number
declare const results: unknown[]
