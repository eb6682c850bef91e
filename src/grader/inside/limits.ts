// How much a submission may use. Generous: no honest solution of a kata comes near to any of them.

/** How large a submitted file may be, in bytes. */
export const LARGEST_FILE = 256 * 1024
/** How much a process of tests may write to its output, in letters. */
export const MOST_PRINTED = 4_000_000
/** How much may come out of it, in bytes: for what gets around the limit in the process itself. */
export const MOST_OUTPUT = 32_000_000
/** How much a message of a failed test may have, in letters: what is beyond is cut off. */
export const LONGEST_MESSAGE = 20_000
/** How much memory all processes of an examination may have together, in bytes. */
export const MOST_MEMORY = 4_000_000_000
/** How large a file may become that is written, in bytes. */
export const LARGEST_WRITTEN = 16_000_000
/** How many processes and threads an examination may have at a time. */
export const MOST_TASKS = 400
/** How many files a process may have open. */
export const MOST_OPEN = 1_024
/** How long nothing may be heard of an examination beyond a kata's time limit until it is ended, in ms. */
export const GRACE = 15_000
