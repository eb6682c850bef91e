export const joined = (...words) => words.join(' ')
