import '../threads/strip-types.js'

// Where a thread begins: nothing may be loaded before the line above.
await import('./thread.ts')
