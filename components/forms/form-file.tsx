'use client'

import { useRef, useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { readDefinition } from '@/lib/codebook/definition'
import type { InstrumentJson } from '@/lib/codebook/json'
import { writeDictionary } from '@/lib/exchange/redcap-dictionary-write'
import { saveText } from '@/components/results/save-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

interface FormFileProps {
  id: string
  definition: InstrumentJson
  sealed: InstrumentJson
  onRead: (definition: InstrumentJson) => void
}

/** The form as a file: JSON out and in, and out as REDCap's data dictionary. */
export function FormFile({ id, definition, sealed, onRead }: FormFileProps) {
  const t = useTranslations('forms')
  const common = useTranslations('common')
  const locale = useLocale()
  const box = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<readonly string[] | null>(null)

  function writeRedcap() {
    try {
      const text = [...writeDictionary([sealed], { language: locale === 'en' ? 'en' : 'zh' })].join('')
      saveText(text, `${id}-redcap.csv`, 'text/csv;charset=utf-8')
    } catch {
      // An expression that is not sound has no text in REDCap's language.
      setFault([])
    }
  }

  async function open(file: File | undefined) {
    if (!file) return
    const read = readFile(await file.text())
    if (box.current) box.current.value = ''
    // The file's id is whatever it was where it comes from; here it becomes the next version of this form.
    if (read.ok) onRead({ ...read.definition, id })
    else setFault(read.issues.map(({ field }) => field))
  }

  return (
    <>
      <input
        ref={box}
        type="file"
        accept="application/json,.json"
        aria-label={t('readFile')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <Button small look="quiet" onClick={() => box.current?.click()}>
        {t('readJson')}
      </Button>
      <Button
        small
        look="quiet"
        onClick={() => saveText(`${JSON.stringify(definition, null, 2)}\n`, `${id}.json`, 'application/json')}
      >
        {t('writeJson')}
      </Button>
      <Button small look="quiet" onClick={writeRedcap}>
        {t('writeRedcap')}
      </Button>
      <Dialog
        open={fault !== null}
        onClose={() => setFault(null)}
        title={t('fileRefused')}
        actions={<Button onClick={() => setFault(null)}>{common('close')}</Button>}
      >
        <p>{t('fileRefusedAbout')}</p>
        {fault !== null && fault.length > 0 && (
          <p className="font-mono text-xs">{fault.slice(0, 10).join(' · ')}</p>
        )}
      </Dialog>
    </>
  )
}

function readFile(text: string): ReturnType<typeof readDefinition> {
  try {
    return readDefinition(JSON.parse(text))
  } catch {
    return { ok: false, issues: [] }
  }
}
