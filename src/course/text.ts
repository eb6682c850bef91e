const WIDTH = 80

/**
 * Breaks lines of prose at 80 columns, between words. Lines that begin with a space are pictures, code or
 * lists, and stay as they are.
 */
export function fitted(text: string): string {
  return text.split('\n').map(fittedLine).join('\n')
}

function fittedLine(line: string): string {
  if (line.length <= WIDTH || line.startsWith(' ')) return line
  const end = line.lastIndexOf(' ', WIDTH)
  if (end <= 0) return line
  return `${line.slice(0, end)}\n${fittedLine(line.slice(end + 1))}`
}
