import { folder, options, outcome, progress, usage } from './en/command.ts'
import {
  code,
  faults,
  files,
  notExtensible,
  protections,
  reasons,
  results,
  submissions,
  tampering,
  warnings,
} from './en/grades.ts'
import { cut, feedback, junit, review, summary, table, verdicts } from './en/reports.ts'

// Grouped by what is said, not by the code that says it. The processes of submissions load it, too, so it has no
// code but what makes a sentence of facts.

export const en = {
  // The command, to whoever calls it.
  usage,
  options,
  folder,
  progress,
  outcome,
  // Grades: why one is no pass.
  protections,
  submissions,
  files,
  code,
  tampering,
  results,
  notExtensible,
  reasons,
  faults,
  warnings,
  // Reports, around the grades.
  verdicts,
  table,
  summary,
  feedback,
  junit,
  review,
  cut,
}
