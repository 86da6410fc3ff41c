'use client'

import { useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { readCsv } from '@/lib/exchange/csv-read'
import {
  readDictionary,
  type DictionaryNote,
  type ReadDictionary,
} from '@/lib/exchange/redcap-dictionary-read'
import { Problem, type FieldIssue } from '@/lib/problem'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Dialog } from '@/components/ui/dialog'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'

interface RedcapImportProps {
  slug: string
  taken: readonly string[]
}

type Read =
  | { readonly ok: true; readonly name: string; readonly read: ReadDictionary }
  | { readonly ok: false; readonly name: string; readonly issues: readonly FieldIssue[] }

/** Reads a REDCap dictionary, says what it cannot take over, and only then keeps the rest as drafts. */
export function RedcapImport({ slug, taken }: RedcapImportProps) {
  const t = useTranslations('forms')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const issueText = useIssueText()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const box = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<Read | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function open(chosen: File | undefined) {
    if (!chosen) return
    setProblem(null)
    setFile(readFile(chosen.name, new Uint8Array(await chosen.arrayBuffer()), taken))
    if (box.current) box.current.value = ''
  }

  async function keep({ forms }: ReadDictionary) {
    setBusy(true)
    for (const definition of forms) {
      const result = await send<unknown>({
        method: 'PUT',
        path: `/studies/${slug}/instruments/${definition.id}/draft`,
        body: { version: 0, definition },
      })
      if (!result.ok) {
        setProblem(result.problem)
        break
      }
    }
    setBusy(false)
    router.refresh()
    const [only, ...more] = forms
    toast({ tone: 'done', text: t('imported', { count: forms.length }) })
    setFile(null)
    if (only && more.length === 0) router.push(`/${slug}/forms/${only.id}`)
  }

  return (
    <>
      <input
        ref={box}
        type="file"
        accept="text/csv,.csv"
        aria-label={t('redcapFile')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <Button small onClick={() => box.current?.click()}>
        {t('redcapImport')}
      </Button>
      <Dialog
        wide
        open={file !== null}
        onClose={() => setFile(null)}
        title={t('redcapTitle', { name: file?.name ?? '' })}
        actions={
          <>
            <Button onClick={() => setFile(null)}>{common('cancel')}</Button>
            {file?.ok && file.read.forms.length > 0 && (
              <Button look="primary" busy={busy} onClick={() => void keep(file.read)}>
                {t('redcapKeep', { count: file.read.forms.length })}
              </Button>
            )}
          </>
        }
      >
        {problem && (
          <Banner tone="missed" alert title={problemText(problem).title}>
            {problemText(problem).detail}
          </Banner>
        )}
        {file?.ok === false && (
          <ul className="list-disc pl-5">
            {file.issues.map((issue, index) => (
              <li key={index}>{issueText(issue)}</li>
            ))}
          </ul>
        )}
        {file?.ok && <Found read={file.read} />}
      </Dialog>
    </>
  )
}

function Found({ read }: { read: ReadDictionary }) {
  const t = useTranslations('forms')
  const lost = read.notes.filter(({ effect }) => effect === 'left_out')
  const changed = read.notes.filter(({ effect }) => effect === 'changed')
  return (
    <div className="grid gap-3">
      <p>{t('redcapFound', { fields: read.fields, items: read.items, forms: read.forms.length })}</p>
      <ul className="flex flex-wrap gap-x-4">
        {read.forms.map(({ id, items }) => (
          <li key={id}>
            <code>{id}</code> <span className="text-dim">{t('itemCount', { count: items.length })}</span>
          </li>
        ))}
      </ul>
      <NoteTable title={t('redcapLost', { count: lost.length })} notes={lost} />
      <NoteTable title={t('redcapChanged', { count: changed.length })} notes={changed} />
      <p className="text-xs text-dim">{t('redcapAbout')}</p>
    </div>
  )
}

const CELL = 'border-b border-line px-2 py-1 text-left align-top'

function NoteTable({ title, notes }: { title: string; notes: readonly DictionaryNote[] }) {
  const t = useTranslations('forms')
  const why = useTranslations('redcap')
  if (notes.length === 0) return null
  return (
    <section aria-label={title} className="grid gap-1">
      <h3 className="font-medium">{title}</h3>
      <div className="max-h-64 overflow-auto" tabIndex={0} role="region" aria-label={title}>
        <table className="w-full border-separate border-spacing-0 text-xs">
          <thead>
            <tr>
              {(['row', 'field', 'column', 'why'] as const).map((head) => (
                <th key={head} scope="col" className={`${CELL} sticky top-0 bg-well text-dim`}>
                  {t(`note.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {notes.map((note, index) => (
              <tr key={index}>
                <td className={`${CELL} text-right tabular-nums`}>{note.row}</td>
                <td className={`${CELL} font-mono`}>{note.field}</td>
                <td className={CELL}>{note.column}</td>
                <td className={CELL}>
                  {why(note.code, { what: note.what })}
                  {note.at === undefined ? '' : ` ${t('note.at', { at: note.at })}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function readFile(name: string, bytes: Uint8Array, taken: readonly string[]): Read {
  try {
    return { ok: true, name, read: readDictionary(readCsv(bytes), taken) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ok: false, name, issues: error.fields }
  }
}
