'use client'

import { useEffect, useRef, useState, useTransition, type FormEvent, type KeyboardEvent } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, type ApiFieldIssue, type ApiProblem } from '@/components/ui/client-api'
import { EmptyState } from '@/components/ui/empty-state'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { placeIssues } from './place-issues'
import { checkDraft, draftOf, startDraft, toPlan, addRows, type Draft } from './plan-draft'
import { PlanBaseline } from './plan-baseline'
import { PlanGroup } from './plan-group'
import { PlanPopulation } from './plan-population'
import { PlanRows } from './plan-rows'
import { PlanSettings } from './plan-settings'
import { ResultView } from './result-view'
import type { SavedComparison } from './saved-comparison'
import { VariablePicker } from './variable-picker'

interface CompareViewProps {
  study: string
  desk: CompareDesk
  saved: SavedComparison | null
  /** May take data out. */
  takes: boolean
}

/** The plan at the left, its result beside it. What was chosen stays whatever the server says. */
export function CompareView({ study, desk, saved, takes }: CompareViewProps) {
  const t = useTranslations('compare')
  const router = useRouter()
  const [draft, setDraft] = useState<Draft>(() => (saved ? draftOf(saved.plan, desk) : startDraft(desk)))
  const [shown, setShown] = useState(saved?.id)
  const [picking, setPicking] = useState(false)
  const [send] = useState(() => createSender())
  const [sending, setSending] = useState(false)
  const [arriving, startArrival] = useTransition()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const result = useRef<HTMLDivElement>(null)
  const ownRun = useRef<string>(null)

  // Another comparison was opened by its address; one's own run brings the plan one already has.
  if (saved && saved.id !== shown) {
    setShown(saved.id)
    setDraft(draftOf(saved.plan, desk))
  }

  // Where plan and result do not stand side by side, the result comes into sight.
  useEffect(() => {
    if (saved?.id === undefined || saved.id !== ownRun.current) return
    if (!matchMedia('(min-width: 64rem)').matches) result.current?.scrollIntoView()
  }, [saved?.id])

  const plan = toPlan(draft, study, desk)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const busy = sending || arriving
  const issues = placeIssues(refusal?.issues ?? [], refusal?.plan ?? plan)

  async function run() {
    if (busy) return
    setPicking(false)
    const found = checkDraft(draft, desk)
    setRefusal(found.length > 0 ? { problem: null, issues: found, plan } : null)
    if (found.length > 0) return
    setSending(true)
    const answer = await send<{ id: string }>({
      method: 'POST',
      path: `/studies/${study}/comparisons`,
      body: { plan },
    })
    setSending(false)
    if (!answer.ok) {
      setRefusal({ problem: answer.problem, issues: answer.problem.fields, plan })
      return
    }
    const { id } = answer.data
    ownRun.current = id
    setShown(id)
    startArrival(() => router.push(`/${study}/compare?id=${id}`, { scroll: false }))
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    void run()
  }

  function runByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void run()
  }

  return (
    <div
      onKeyDown={runByKey}
      className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] min-[106rem]:grid-cols-[17rem_minmax(0,1fr)_16rem]"
    >
      <form
        noValidate
        aria-label={t('plan')}
        onSubmit={submit}
        className="no-print grid content-start lg:row-span-2 min-[106rem]:row-span-1"
      >
        <h2 className="px-1 pb-1 font-semibold">{t('plan')}</h2>
        <PlanGroup draft={draft} desk={desk} issues={issues.group} onChange={change} />
        <PlanPopulation draft={draft} desk={desk} issues={issues.filters} onChange={change} />
        <PlanBaseline draft={draft} desk={desk} onChange={change} />
        <PlanSettings draft={draft} onChange={change} />
        <PlanRows
          draft={draft}
          desk={desk}
          issues={issues.rows}
          onChange={change}
          onPick={() => setPicking(true)}
        />
        <div className="sticky bottom-0 grid gap-2 bg-paper py-2">
          {refusal && <RefusalBanner refusal={refusal} rest={issues.rest} />}
          <Button type="submit" look="primary" hint="Ctrl+Enter" busy={busy}>
            {t('run')}
          </Button>
          {busy && (
            <p role="status" className="busy-mark text-xs text-dim">
              {t('running', { rows: draft.rows.length })}
            </p>
          )}
        </div>
      </form>
      <VariablePicker
        desk={desk}
        open={picking}
        onClose={() => setPicking(false)}
        chosen={new Set(draft.rows.map(({ name }) => name))}
        onToggle={(name, on) =>
          change({
            rows: on ? addRows(draft.rows, [{ name }], desk) : draft.rows.filter((row) => row.name !== name),
          })
        }
      />
      <p role="status" className="sr-only">
        {saved && !busy
          ? t('ready', { rows: saved.result.rows.length, hash: saved.planHash.slice(0, 8) })
          : ''}
      </p>
      {saved ? (
        <ResultView
          top={result}
          saved={saved}
          desk={desk}
          study={study}
          takes={takes}
          stale={JSON.stringify(plan) !== JSON.stringify(toPlan(draftOf(saved.plan, desk), study, desk))}
        />
      ) : (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      )}
    </div>
  )
}

interface Refusal {
  /** Null when nothing was sent. */
  readonly problem: ApiProblem | null
  readonly issues: readonly ApiFieldIssue[]
  readonly plan: SavedComparison['plan']
}

function RefusalBanner({ refusal, rest }: { refusal: Refusal; rest: readonly ApiFieldIssue[] }) {
  const t = useTranslations('compare')
  const problemText = useProblemText()
  const common = useTranslations('common')
  const issueText = useIssueText()
  const { title, detail } = refusal.problem
    ? problemText(refusal.problem)
    : { title: t('incomplete'), detail: t('incompleteNext') }
  return (
    <Banner tone="missed" title={title} alert>
      {detail && <p>{detail}</p>}
      {rest.length > 0 && (
        <ul className="list-disc pl-4">
          {rest.map((issue) => (
            <li key={issue.field + issue.code}>
              {common('labelled', {
                label: issue.field === 'rows' ? t('rows') : issue.field,
                text: issueText(issue),
              })}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )
}
