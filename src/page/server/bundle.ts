import { rolldown } from 'rolldown'

/**
 * A program for the browser, in one file, from its first file and what that imports. What its JSX means is in the
 * tsconfig.json beside it.
 *
 * @throws what rolldown finds wrong with one of them
 */
export async function bundled(entry: string): Promise<string> {
  const build = await rolldown({ input: entry, platform: 'browser' })
  try {
    const { output } = await build.generate({ format: 'iife', minify: true })
    return output[0].code
  } finally {
    await build.close()
  }
}
