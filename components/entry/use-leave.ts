'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from 'next/navigation'

/**
 * Leaving with unsaved work. Closing the window asks; a link first has the draft kept and asks only when that
 * fails. @returns the address that waits for an answer
 */
export function useLeave(dirty: boolean, keep: () => Promise<boolean>) {
  const router = useRouter()
  const [waiting, setWaiting] = useState<string | null>(null)

  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])

  const leave = useEffectEvent(async (href: string) => {
    if (await keep()) router.push(href)
    else setWaiting(href)
  })

  useEffect(() => {
    if (!dirty) return
    const onClick = (event: MouseEvent) => {
      const href = readOwnLink(event)
      if (href === null) return
      event.preventDefault()
      event.stopPropagation()
      void leave(href)
    }
    document.addEventListener('click', onClick, true)
    return () => document.removeEventListener('click', onClick, true)
  }, [dirty])

  return { waiting, stay: () => setWaiting(null), go: () => waiting !== null && router.push(waiting) }
}

/** The address of a plain click on a link to another page of ours. */
function readOwnLink(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return null
  const url = new URL(link.href)
  const elsewhere = url.origin !== location.origin
  const samePage = url.pathname === location.pathname && url.search === location.search
  return elsewhere || samePage ? null : url.pathname + url.search + url.hash
}
