import { render } from 'preact'
import type { SingleRun } from './single-page.ts'
import { Timeline } from './timeline.tsx'

// The program of an exported page: its run is in the page itself.

const { title, runs } = JSON.parse(document.getElementById('run')?.textContent ?? '') as SingleRun

render(
  <main>
    <h1>{title}</h1>
    <Timeline runs={new Map(runs)} about={[]} sources={{}} />
  </main>,
  document.body,
)
