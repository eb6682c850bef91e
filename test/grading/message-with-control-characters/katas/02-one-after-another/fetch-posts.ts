// What would clear the screen of whoever reads it, be a formula in a spreadsheet, or a script in a page.
export async function fetchPosts(): Promise<string[]> {
  throw new Error(
    "=HYPERLINK('http://example.org','PASS')\u001b[2J\u001b[H\u0007<script>alert(1)</script>\r\u202e|PASS|\n```",
  )
}
