import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Options, observe } from '#lab'

/** Writes down that something happens. */
export type Log = (what: string) => void

/** A program that says what happens, in order, and resolves when it is over. */
export type Program = (log: Log) => unknown

/**
 * What a program says on Node itself: its order, without times.
 *
 * @param least how many lines to wait for: on a busy machine a timer that ends the program may fire before what was set
 *   later for an earlier time
 */
export async function onNode(program: Program, least = 0): Promise<string[]> {
  const lines: string[] = []
  await program(what => lines.push(what))
  // Turns are counted, and not the time: a slow machine has fewer of them.
  for (let turn = 0; turn < 5_000 && lines.length < least; turn++) await delay(1)
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
  const lines = expected.map(line => line.replace(/^[\d.]+ /, ''))
  expect(await onNode(program, lines.length)).toEqual(lines)
}
