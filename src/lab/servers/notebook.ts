import type { Server } from './routes.ts'

/** The addresses of the notebook's nineteen posts, in order. */
export const urls: readonly string[] = Object.freeze(
  Array.from(
    { length: 19 },
    (_, index) => `https://jsonplaceholder.typicode.com/posts/${index + 1}`,
  ),
)

const DELAYS = [
  290, 250, 240, 100, 70, 190, 110, 80, 140, 170, 280, 210, 60, 130, 950, 260, 180, 230, 150,
]

/**
 * The fake server of the original notebook: nineteen posts and how long each takes, in ms. The delays
 * are chosen so that the simulation gives the notebook's own results, 4,090 one after another, 1,710 on
 * three threads and 950 all together, and so that common wrong answers give other figures.
 */
export const notebook: Server = Object.fromEntries(
  urls.map((url, index) => [
    url,
    { delay: DELAYS[index] as number, body: { id: index + 1, title: `Post number ${index + 1}` } },
  ]),
)
