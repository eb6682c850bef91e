/** At which number of its open files the process of the tests finds its key; it closes it before any other code runs. */
export const KEY_AT = 3
