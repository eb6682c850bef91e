import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './thread-pool.ts'

const job = new URL('./jobs/get-post.ts', import.meta.url)

/** What `npx kata time 19` shows. */
export default ({ ThreadPool }: typeof kata): Demonstration[] => {
  const demonstrate = (name: string, limit: number): Demonstration => ({
    name,
    options: { server: notebook },
    run: async () => {
      await using pool = new ThreadPool<string, string>(job, limit)
      return await Promise.all(urls.map(url => pool.submit(url)))
    },
  })
  return [
    demonstrate('one thread', 1),
    demonstrate('three threads', 3),
    demonstrate('nineteen threads', 19),
  ]
}
