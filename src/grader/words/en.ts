import { code, faults, files, protections, reasons, tampering, warnings } from './en/grades.ts'

// Grouped by what is said, not by the code that says it. The processes of submissions load it, too, so it has no
// code but what makes a sentence of facts.

export const en = {
  // Grades: why one is no pass.
  protections,
  files,
  code,
  tampering,
  reasons,
  faults,
  warnings,
}
