// What the code blocks of this kata's pages take for granted.
declare const PERIOD: number
declare const onBeat: () => void
