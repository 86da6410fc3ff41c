'use client'

import { useEffect, useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { joinClasses } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { Select, TextArea } from '@/components/ui/input'
import { KeyHint } from '@/components/ui/key-hint'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { textOf } from '@/lib/i18n/locale'
import { COMPLICATION_CATALOGUE } from '@/lib/protocol/catalogue'
import { CLAVIEN_GRADES } from './complication-tones'
import { usePageLocale } from './use-page-locale'

type Verdict = 'confirm' | 'reject' | 'change'

const VERDICTS = ['confirm', 'reject', 'change'] as const
const KEYS: Readonly<Record<Verdict, string>> = { confirm: 'C', reject: 'R', change: 'E' }

interface VoteFormProps {
  slug: string
  row: { id: string; version: number; type: string }
  /** Another judges too, and neither sees the other's word yet. */
  apart: boolean
  /** Address of the next proposal that waits for the reader. */
  next: string | null
  list: string
}

/** One word of one clinician: C, R or E chooses, Ctrl+Enter says it and opens the next. */
export function VoteForm({ slug, row, apart, next, list }: VoteFormProps) {
  const t = useTranslations('complications.vote')
  const locale = usePageLocale()
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const [send] = useState(() => createSender())
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState<'verdict' | 'note' | 'kind' | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const kind = useRef<HTMLSelectElement>(null)
  const grade = useRef<HTMLSelectElement>(null)
  const save = useRef<HTMLButtonElement>(null)

  function choose(chosen: Verdict) {
    setVerdict(chosen)
    setMissing(null)
    // What has to be filled in next has the focus once it is there.
    requestAnimationFrame(() =>
      ({ confirm: save, reject: note, change: kind })[chosen].current?.focus({ preventScroll: false }),
    )
  }

  async function cast() {
    const text = note.current?.value.trim() ?? ''
    const other = verdict === 'change' ? kind.current?.value || null : null
    const given = verdict === 'reject' ? null : Number(grade.current?.value) || null
    const lacks =
      verdict === null
        ? 'verdict'
        : verdict === 'reject' && text === ''
          ? 'note'
          : verdict === 'change' && other === null && given === null
            ? 'kind'
            : null
    setMissing(lacks)
    if (lacks === 'note') note.current?.focus()
    if (lacks === 'kind') kind.current?.focus()
    if (lacks || busy) return
    setBusy(true)
    const result = await send({
      method: 'POST',
      path: `/studies/${slug}/complications/${row.id}/votes`,
      body: { version: row.version, verdict, kind: other, grade: given, note: text },
    })
    setBusy(false)
    if (!result.ok) {
      setProblem(result.problem)
      if (result.problem.status === 409) router.refresh()
      return
    }
    toast({ tone: 'done', text: t(apart ? 'kept' : 'settled') })
    router.push(next ?? list)
    router.refresh()
  }

  const act = useRef({ choose, cast })
  useEffect(() => {
    act.current = { choose, cast }
  })
  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return void act.current.cast()
      if (event.ctrlKey || event.metaKey || event.altKey || /^(TEXTAREA|INPUT|SELECT)$/.test(target.tagName))
        return
      const chosen = VERDICTS.find((one) => KEYS[one] === event.key.toUpperCase())
      if (chosen) {
        event.preventDefault()
        act.current.choose(chosen)
      }
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [])

  const { title, detail } = problem ? problemText(problem) : { title: '', detail: '' }
  return (
    <section aria-label={t('title')} className="grid max-w-160 gap-3">
      <div role="radiogroup" aria-label={t('title')} className="flex flex-wrap gap-2">
        {VERDICTS.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={verdict === one}
            aria-keyshortcuts={KEYS[one]}
            onClick={() => choose(one)}
            className={joinClasses(
              'inline-flex h-control items-center gap-2 rounded border px-3',
              verdict === one
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'border-edge hover:bg-well',
            )}
          >
            <span aria-hidden="true">{verdict === one ? '●' : '○'}</span>
            {t(one)}
            <KeyHint keys={KEYS[one]} />
          </button>
        ))}
      </div>
      {missing === 'verdict' && (
        <p role="alert" className="text-missed">
          {t('chooseFirst')}
        </p>
      )}
      {verdict === 'change' && (
        <Field label={t('kind')} error={missing === 'kind' ? t('kindMissing') : undefined}>
          {(control) => (
            <Select {...control} ref={kind} defaultValue="">
              <option value="">{t('sameKind')}</option>
              {COMPLICATION_CATALOGUE.filter(({ code }) => code !== row.type).map(({ code, label }) => (
                <option key={code} value={code}>
                  {textOf(label, locale)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {verdict !== null && verdict !== 'reject' && (
        <Field label={t('grade')}>
          {(control) => (
            <div className="w-48">
              <Select {...control} ref={grade} defaultValue="">
                <option value="">{t('noGrade')}</option>
                {CLAVIEN_GRADES.map((name, index) => (
                  <option key={name} value={index + 1}>
                    {name}
                  </option>
                ))}
              </Select>
            </div>
          )}
        </Field>
      )}
      <Field
        label={verdict === 'reject' ? t('reason') : t('note')}
        required={verdict === 'reject'}
        error={missing === 'note' ? t('reasonMissing') : undefined}
      >
        {(control) => <TextArea {...control} ref={note} rows={2} maxLength={2000} />}
      </Field>
      {problem && (
        <Banner tone="missed" title={title} alert>
          {detail}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button ref={save} look="primary" busy={busy} hint="Ctrl+Enter" onClick={() => void cast()}>
          {t(next ? 'saveNext' : 'save')}
        </Button>
        {apart && <span className="text-xs text-dim">{t('apart')}</span>}
      </div>
    </section>
  )
}
