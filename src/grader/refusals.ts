// Why grading ends early, in a sentence for whoever called the command.

/** A mistake in how the command was called: exit code 2. */
export class Misuse extends Error {}

/** Something that could not be done: exit code 1. */
export class Failed extends Error {}
