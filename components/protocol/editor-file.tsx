'use client'

import { useRef, useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useIssueText } from '@/components/ui/problem-text'
import { saveText } from '@/components/results/save-text'
import type { FieldIssue } from '@/lib/problem'
import { readShape } from '@/lib/protocol/protocol-shape'
import { readSteps } from './steps'
import { usePathWords } from './words'

interface EditorFileProps {
  slug: string
  typed: unknown
  onRead: (definition: unknown) => void
}

type Read =
  | { readonly ok: true; readonly name: string; readonly definition: unknown }
  | {
      readonly ok: false
      readonly name: string
      readonly json: unknown
      readonly issues: readonly FieldIssue[]
    }

/** The protocol as a JSON file: out as it is typed, in when it has the shape of one. */
export function EditorFile({ slug, typed, onRead }: EditorFileProps) {
  const t = useTranslations('protocolEdit')
  const common = useTranslations('common')
  const box = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<Read | null>(null)

  function download() {
    saveText(JSON.stringify(typed, null, 2), `${slug}-protocol.json`, 'application/json')
  }

  async function open(file: File | undefined) {
    if (!file) return
    setRead(readFile(file.name, await file.text()))
    if (box.current) box.current.value = ''
  }

  return (
    <>
      <input
        ref={box}
        type="file"
        accept="application/json,.json"
        aria-label={t('importFile')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <Button small look="quiet" onClick={() => box.current?.click()}>
        {t('import')}
      </Button>
      <Button small look="quiet" onClick={download}>
        {t('export')}
      </Button>
      <Dialog
        open={read !== null}
        onClose={() => setRead(null)}
        title={t(read?.ok ? 'importTitle' : 'importRefused')}
        actions={
          <>
            <Button onClick={() => setRead(null)}>{common(read?.ok ? 'cancel' : 'close')}</Button>
            {read?.ok && (
              <Button
                look="primary"
                onClick={() => {
                  onRead(read.definition)
                  setRead(null)
                }}
              >
                {t('importReplace')}
              </Button>
            )}
          </>
        }
      >
        {read?.ok && <p>{t('importAbout', { name: read.name })}</p>}
        {read && !read.ok && <Refused {...read} />}
      </Dialog>
    </>
  )
}

function Refused({ name, json, issues }: Read & { ok: false }) {
  const t = useTranslations('protocolEdit')
  const common = useTranslations('common')
  const say = useIssueText()
  const pathWords = usePathWords()
  return (
    <div className="grid gap-2">
      <p>{t(issues.length === 0 ? 'notJson' : 'notProtocol', { name })}</p>
      <ul className="list-disc pl-5">
        {issues.slice(0, 20).map((issue) => (
          <li key={issue.field + issue.code}>
            {common('labelled', { label: pathWords(readSteps(issue.field, json)), text: say(issue) })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function readFile(name: string, content: string): Read {
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch {
    return { ok: false, name, json: null, issues: [] }
  }
  const shaped = readShape(json)
  return shaped.ok
    ? { ok: true, name, definition: shaped.protocol }
    : { ok: false, name, json, issues: shaped.issues }
}
