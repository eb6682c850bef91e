import type { Named } from '../told-apart.ts'

/** Whose a file or folder is that a learning platform has exported. */
export interface Exported extends Named {
  readonly id: string
  /** Of a file beside others': the name that the student gave it. */
  readonly file: string | undefined
}

/** How platforms name what they export. A name that could be anything else is left alone. */
const PATTERNS: readonly RegExp[] = [
  // Moodle: Anna Müller_123456_assignsubmission_file_, or with the file's own name at its end.
  /^(?<name>.+?)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?<file>.*))?$/u,
  // Canvas: mulleranna_12345_678910_gather.ts, with LATE where it was late.
  /^(?<name>[\p{Ll}\p{Lo}\d-]+)(?:_LATE)?_(?<id>\d{3,})_\d{5,}(?:_(?<file>.+))?$/u,
]

/** Takes a name apart that a learning platform gave; undefined where it did not. */
export function exportedAs(name: string): Exported | undefined {
  const composed = name.normalize('NFC')
  const found = PATTERNS.map(pattern => pattern.exec(composed)?.groups).find(Boolean)
  if (!found) return undefined
  return { name: found.name?.trim() || composed, id: found.id ?? '', file: found.file || undefined }
}
