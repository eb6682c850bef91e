import { setTimeout } from 'node:timers/promises'
import { urls } from '#lab'
import { get } from '#lab/blocking'

// A blocking call stops the whole thread, its heartbeat included. What if you await fetch(post) instead?
export default async () => {
  const beats: number[] = []
  const heartbeat = setInterval(() => beats.push(performance.now()), 40)
  const [post = ''] = urls

  await setTimeout(100)
  const { status } = get(post)
  console.log('the blocking call replied with', status)
  await setTimeout(100)

  clearInterval(heartbeat)
  return beats
}
