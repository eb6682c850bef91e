// What the code blocks of this kata's pages take for granted: the body of a function with these arguments.
declare const urls: readonly string[]
declare const lines: string[]
