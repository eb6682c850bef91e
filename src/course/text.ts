const WIDTH = 80

/**
 * Breaks lines of prose at 80 columns, or at others, between words. Lines that begin with a space are pictures, code or
 * lists, and stay as they are.
 */
export function fitted(text: string, width = WIDTH): string {
  return text
    .split('\n')
    .map(line => fittedLine(line, width))
    .join('\n')
}

function fittedLine(line: string, width: number): string {
  if (line.length <= width || line.startsWith(' ')) return line
  const end = line.lastIndexOf(' ', width)
  if (end <= 0) return line
  return `${line.slice(0, end)}\n${fittedLine(line.slice(end + 1), width)}`
}
