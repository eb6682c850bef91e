import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

// Libraries that people use, beside the lab and the katas. They are installed by .ci/run, and by
// `npm ci --prefix test/libraries/packages`; where they are not, the tests of this folder are skipped.

const FOLDER = path.join(import.meta.dirname, 'packages')
const require = createRequire(path.join(FOLDER, 'package.json'))

export const installed = existsSync(path.join(FOLDER, 'node_modules'))
if (!installed) console.log('The libraries are not installed: their tests are skipped.')

/** Imports a library that is installed beside these tests. */
// biome-ignore lint/suspicious/noExplicitAny: nobody needs the libraries to check the types of these tests
export async function library(name: string): Promise<any> {
  return await import(pathToFileURL(require.resolve(name)).href)
}
