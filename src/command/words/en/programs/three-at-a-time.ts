import { urls } from '#lab'

// Three workers share one queue: the next free one takes the next post. What if there are five?
const WORKERS = 3

export default async () => {
  const queue = [...urls.entries()]
  const titles: string[] = []

  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, url] = next
      const answer = await fetch(url)
      const post = (await answer.json()) as { title: string }
      titles[index] = post.title
    }
  }

  await Promise.all(Array.from({ length: WORKERS }, work))
  return titles
}
