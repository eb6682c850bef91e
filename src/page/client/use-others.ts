import { useEffect, useState } from 'preact/hooks'
import type { Earlier, Subject } from '../shown.ts'

/** The latest runs of other katas, to be compared with this one: read anew with each result. */
export function useOthers({ title, earlier }: Subject): readonly Earlier[] {
  const [others, setOthers] = useState<readonly Earlier[]>([])
  const latest = earlier[0]?.at
  useEffect(() => {
    fetch('/others')
      .then(response => response.json())
      .then((all: readonly Earlier[]) => setOthers(all.filter(other => other.title !== title)))
      .catch(() => {
        // The server is gone, which the page says already.
      })
  }, [title, latest])
  return others
}
