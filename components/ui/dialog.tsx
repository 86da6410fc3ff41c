'use client'

import { useEffect, useId, useRef, type ReactNode } from 'react'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { joinClasses } from './class-names'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Buttons at the foot: the main one last. */
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

const CONTROLS = ':is(input, select, textarea, button, a[href]):not(:disabled)'

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ open, onClose, title, actions, wide = false, children }: DialogProps) {
  const t = useTranslations('common')
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    if (open && !box.current?.open) {
      box.current?.showModal()
      focusFirst(box.current)
    }
    if (!open && box.current?.open) box.current.close()
  }, [open])

  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      // React hands the closing of a dialog inside this one up to it.
      onClose={(event) => event.target === event.currentTarget && onClose()}
      className={joinClasses(
        'm-auto max-h-[calc(100dvh-2rem)] flex-col open:flex w-[calc(100vw-2rem)] rounded border border-edge bg-paper p-0 text-ink backdrop:bg-black/40',
        wide ? 'max-w-3xl' : 'max-w-lg',
      )}
    >
      {open && (
        <>
          <header className="flex shrink-0 items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
            <h2 id={titleId} className="text-base font-semibold">
              {title}
            </h2>
            <button
              type="button"
              aria-label={t('close')}
              onClick={onClose}
              className="inline-flex size-control items-center justify-center rounded hover:bg-well"
            >
              <X aria-hidden="true" className="size-4" />
            </button>
          </header>
          <div data-body className="min-h-0 overflow-y-auto p-4">
            {children}
          </div>
          {actions && (
            <footer className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line p-4">
              {actions}
            </footer>
          )}
        </>
      )}
    </dialog>
  )
}

/** What the dialog is about comes first, its buttons next; the cross at the top would be a poor start. */
function focusFirst(box: HTMLDialogElement | null) {
  const first =
    box?.querySelector<HTMLElement>(`[data-body] ${CONTROLS}`) ??
    box?.querySelector<HTMLElement>(`footer ${CONTROLS}`)
  first?.focus()
}
