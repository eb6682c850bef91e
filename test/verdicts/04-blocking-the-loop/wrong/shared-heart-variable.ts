// says: oneVariableForIntervals 2 1
const PERIOD = 40

let heart: NodeJS.Timeout | undefined

function startHeart(onBeat: () => void) {
  heart = setInterval(onBeat, PERIOD)
}

function stopHeart() {
  clearInterval(heart)
}

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  startHeart(onBeat)
  try {
    return await Promise.all(urls.map(url => fetch(url).then(res => `[${res.status}] ${url}`)))
  } finally {
    stopHeart()
  }
}
