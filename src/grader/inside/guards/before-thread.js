import '../../../lab/threads/strip-types.js'

// Like before.ts, in a thread: before the lab's start of threads and the submission are loaded into it. It is
// JavaScript, since nothing may be loaded before the line above. What is tried here throws; a thread has
// nobody to tell it to.

await import('./thread-before.ts')
