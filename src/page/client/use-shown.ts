import { useEffect, useState } from 'preact/hooks'
import type { Shown } from '../shown.ts'

/** What there is to see, as the server tells it, and whether the server is there. */
export function useShown(): { readonly shown: Shown | undefined; readonly isThere: boolean } {
  const [shown, setShown] = useState<Shown>()
  const [isThere, setIsThere] = useState(true)
  useEffect(() => {
    const source = new EventSource('/shown')
    source.onopen = () => setIsThere(true)
    source.onmessage = ({ data }) => setShown(JSON.parse(data))
    // It tries again by itself.
    source.onerror = () => setIsThere(false)
    return () => source.close()
  }, [])
  return { shown, isThere }
}
