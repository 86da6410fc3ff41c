'use client'

import { useEffect, useId, useRef, useState, type FocusEvent } from 'react'
import Link from 'next/link'
import { ChevronDown } from 'lucide-react'
import { buttonClasses } from '@/components/ui/button-look'

export interface MenuLink {
  readonly href: string
  readonly label: string
  /** Takes something away: stands apart, at the end. */
  readonly grave?: boolean
}

/** The less frequent actions behind one button: a list of links that closes on Escape and when the focus leaves. */
export function MoreMenu({ label, links }: { label: string; links: readonly MenuLink[] }) {
  const panelId = useId()
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    if (!open) return
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('keydown', closeOnEscape)
    document.addEventListener('pointerdown', closeOutside)
    return () => {
      document.removeEventListener('keydown', closeOnEscape)
      document.removeEventListener('pointerdown', closeOutside)
    }
  }, [open])

  function closeBehind(event: FocusEvent) {
    if (event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget)) setOpen(false)
  }

  const first = links.findIndex(({ grave }) => grave)
  return (
    <div ref={box} className="sm:relative" onBlur={closeBehind}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
        className={buttonClasses('plain', true)}
      >
        {label}
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </button>
      <ul
        id={panelId}
        hidden={!open}
        className="absolute inset-x-4 top-full z-40 mt-1 min-w-52 rounded border border-edge bg-paper py-1 sm:right-0 sm:left-auto"
      >
        {links.map(({ href, label: text, grave }, index) => (
          <li
            key={href}
            className={index === first && index > 0 ? 'mt-1 border-t border-line pt-1' : undefined}
          >
            <Link
              href={href}
              prefetch={false}
              className={`flex min-h-row items-center px-3 hover:bg-well focus-visible:-outline-offset-2 ${grave ? 'text-missed' : ''}`}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
