// What the code blocks of this kata's pages take for granted.
declare const urls: readonly string[]
declare const lines: string[]
