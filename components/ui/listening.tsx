'use client'

import { useEffect } from 'react'

/** Marks the page once it answers to keys: what is pressed before is lost, and the journeys wait for the mark. */
export function Listening() {
  useEffect(() => {
    document.documentElement.dataset.listening = ''
  }, [])
  return null
}
