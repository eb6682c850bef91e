import { type RunnerTestCase, TestRunner } from 'vitest'
import { slim } from './slim-error.ts'

/** The test runner's own way to run a test, but for what becomes of an error. */
export default class SlimRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    try {
      await TestRunner.getTestFn(test)?.()
    } catch (error) {
      throw slim(error)
    }
  }
}
