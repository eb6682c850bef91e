/** Text for HTML, between tags or in an attribute: nothing in it is anything but text. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}
