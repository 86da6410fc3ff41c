import { useEffect, useRef, useState, type RefObject } from 'react'

/** Width of an element in steps of 10 px; `first` is what the server draws with. */
export function useWidth(first: number): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(280, Math.floor(entry.contentRect.width / 10) * 10))
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  return [frame, width]
}
