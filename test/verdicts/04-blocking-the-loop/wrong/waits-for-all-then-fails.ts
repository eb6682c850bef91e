// says: toTake 100
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const results = await Promise.allSettled(urls.map(url => fetch(url)))
    return results.map((result, index) => {
      if (result.status === 'rejected') throw result.reason
      return `[${result.value.status}] ${urls[index]}`
    })
  } finally {
    clearInterval(heart)
  }
}
