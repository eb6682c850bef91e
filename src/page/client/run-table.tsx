import { type Drawable, tableOf } from '#lab/drawing'
import { words } from '../words/words.ts'

/** All of it in words. */
export function RunTable({ runs }: { runs: ReadonlyMap<string, Drawable> }) {
  return (
    <section class="scrolls" aria-label={words.run.table} tabIndex={0}>
      {tableOf(runs).map(({ name, rows }) => (
        <table key={name}>
          <caption>{name}</caption>
          <thead>
            <tr>
              {words.run.columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(cells => (
              <tr key={cells.join()}>
                {cells.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  )
}
