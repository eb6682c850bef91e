import '../threads/strip-types.js'

// What a thread of a run on the real clock loads before its program; nothing before the line above.
await import('./thread-entry.ts')
