'use client'

import { useRef } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

/** The drafted paragraph of the statistical methods, to be taken into a manuscript. */
export function Methods({ text }: { text: string }) {
  const t = useTranslations('compare')
  const toast = useToast()
  const words = useRef<HTMLParagraphElement>(null)

  async function copy() {
    const done = await copyText(text, words.current)
    toast(done ? { tone: 'done', text: t('copied') } : { tone: 'late', text: t('notCopied') })
  }

  return (
    <section aria-labelledby="methods" className="grid gap-2">
      <h2 id="methods" className="font-semibold">
        {t('methods')}
      </h2>
      <p ref={words} className="max-w-prose">
        {text}
      </p>
      <div className="no-print">
        <Button small onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
    </section>
  )
}

/** The clipboard exists on https and localhost only; elsewhere the text is selected, ready to be copied. */
async function copyText(text: string, element: HTMLElement | null): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard
  try {
    if (clipboard) {
      await clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the browser: the words are selected instead.
  }
  if (element) getSelection()?.selectAllChildren(element)
  return false
}
