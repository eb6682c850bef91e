import { type RunnerTestCase, TestRunner } from 'vitest'
import { slim } from './slim-error.ts'

let running: TestRunner | undefined

/** The test runner's own way to run a test, but for what becomes of an error. */
export default class SlimRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    running = this
    try {
      await TestRunner.getTestFn(test)?.()
    } catch (error) {
      throw slim(error)
    }
  }
}

/** A file's exports, as the tests have loaded it: by Vite, which reads more of TypeScript than Node does. */
export async function importAsTests(file: string): Promise<unknown> {
  const { moduleRunner } = running as unknown as { moduleRunner: { import(file: string): unknown } }
  return moduleRunner.import(file)
}
