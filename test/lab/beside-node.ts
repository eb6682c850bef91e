import { expect } from 'vitest'
import { type Options, observe } from '#lab'

/** Writes down that something happens. */
export type Log = (what: string) => void

/** A program that says what happens, in order, and resolves when it is over. */
export type Program = (log: Log) => unknown

/** What a program says on Node itself: its order, without times. */
export async function onNode(program: Program): Promise<string[]> {
  const lines: string[] = []
  await program(what => lines.push(what))
  return lines
}

/** What it says in the lab, each line with the simulated ms at which it was said. */
export async function inTheLab(program: Program, options: Options = {}): Promise<string[]> {
  const lines: string[] = []
  const run = await observe(options, () =>
    program(what => lines.push(`${performance.now()} ${what}`)),
  )
  if (run.outcome.status === 'rejected') lines.push(String(run.outcome.reason))
  return lines
}

/** Expects a program to say this in the lab, and the same in the same order on Node itself. */
export async function expectAsOnNode(program: Program, expected: readonly string[]): Promise<void> {
  expect(await inTheLab(program)).toEqual(expected)
  expect(await onNode(program)).toEqual(expected.map(line => line.replace(/^[\d.]+ /, '')))
}
