import { lstatSync } from 'node:fs'
import path from 'node:path'
import { isBegunAtFormerPlace } from '../course/former.ts'
import type { Kata } from '../course/katas.ts'
import { isUntouched } from '../course/skeleton.ts'
import { readSubmitted } from './examiner/submitted-files.ts'
import type { Submission } from './grades.ts'

/**
 * The katas to grade where none is named: the path's, and of the deep ones those that somebody has worked
 * on, so that nothing that was handed in is left out.
 *
 * @param deep whether to take all deep ones
 */
export function usualKatas(
  katas: readonly Kata[],
  submissions: readonly Submission[],
  deep: boolean,
): Kata[] {
  return katas.filter(
    kata =>
      deep || kata.section !== 'deep' || submissions.some(submission => hasBegun(submission, kata)),
  )
}

/** Longer than any skeleton: it need not be read. */
const MANY_BYTES = 1024 * 1024

function hasBegun(submission: Submission, kata: Kata): boolean {
  if (submission.problem !== undefined) return false
  const taken = readSubmitted(submission, kata)
  // Under another name, or where it can't be taken: somebody has to look at it.
  if ('invalid' in taken && taken.review) return true
  const { folder } = submission
  const own = { ...kata, folder: path.join(folder, kata.name) }
  if (isBegunAtFormerPlace(folder, kata)) return true
  return kata.skeleton.some(file => {
    const size = sizeOf(path.join(own.folder, file))
    return size !== undefined && (size > MANY_BYTES || !isUntouched(own, file))
  })
}

/** In bytes; undefined where there is no file, or none that can be looked at. */
function sizeOf(file: string): number | undefined {
  try {
    return lstatSync(file).size
  } catch {
    return undefined
  }
}
