/**
 * Opens an address in the student's browser. Where there is none nothing happens: the address can be read, too.
 * BROWSER=none keeps it from being opened.
 */
export async function openInBrowser(address: string): Promise<void> {
  if (process.env.BROWSER === 'none') return
  try {
    const { default: open } = await import('open')
    const child = await open(address)
    child.on('error', () => {})
  } catch {
    // What could be opened is not there.
  }
}
