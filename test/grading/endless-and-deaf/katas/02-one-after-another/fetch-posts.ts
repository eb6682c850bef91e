// Deaf to whoever asks it to end.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('exit', () => {
  for (;;) {
  }
})

export async function fetchPosts(): Promise<string[]> {
  for (;;) {
  }
}
