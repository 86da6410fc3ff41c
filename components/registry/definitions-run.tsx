'use client'

import { useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender, readApi, type ApiProblem, type Result } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Select, TextArea } from '@/components/ui/input'
import { useProblemText } from '@/components/ui/problem-text'
import { useToast } from '@/components/ui/toast'
import { textOf } from '@/lib/i18n/locale'
import type { RulePlan } from '@/lib/protocol/protocol'
import { findDefinition, RULE_PRESETS } from '@/lib/protocol/rules/definitions'
import { DefinitionParams, type Params } from './definitions-params'
import {
  CHANGES,
  DefinitionsPreview,
  type Preview,
  type PreviewCounts,
  type PreviewLine,
} from './definitions-preview'
import { runChoice } from './definitions-steps'
import type { StudyLabels } from './study-labels'
import { usePageLocale } from './use-page-locale'

interface DefinitionsRunProps {
  slug: string
  labels: StudyLabels
  /** Every version of every rule, with its standard parameters. */
  rules: readonly RulePlan[]
  inForce: readonly RulePlan[]
  /** Sees every site of the study. */
  mayApply: boolean
}

interface Asked {
  readonly rule: string
  readonly version: number
  readonly params: Params
}

interface Step {
  readonly total: number
  readonly seen: number
  readonly next: string | null
  readonly counts: PreviewCounts
  readonly lines: readonly PreviewLine[]
}

const NOTHING: PreviewCounts = { appears: 0, withdrawn: 0, judged_not_met: 0, stays: 0, judged_met: 0 }
const SHOWN = 200

/** Which rule, which version, which parameters; then what would change; and only then, with a reason, the change. */
export function DefinitionsRun({ slug, labels, rules, inForce, mayApply }: DefinitionsRunProps) {
  const t = useTranslations('definitions')
  const names = useTranslations('rules.names')
  const locale = usePageLocale()
  const router = useRouter()
  const toast = useToast()
  const problemText = useProblemText()
  const ids = [...new Set(rules.map(({ id }) => id))]
  const versionsOf = (rule: string) => rules.filter(({ id }) => id === rule).map(({ version }) => version)
  const fill = ({ id, version, params }: RulePlan): Params => ({
    ...rules.find((one) => one.id === id && one.version === version)?.params,
    ...params,
  })
  const first = inForce[0] ?? { id: ids[0] ?? '', version: 1, params: {} }
  const [asked, setAsked] = useState({ rule: first.id, version: first.version, params: fill(first), made: 0 })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [busy, setBusy] = useState<'preview' | 'apply' | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [lacks, setLacks] = useState(false)
  const [progress, setProgress] = useState<number | null>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  const turn = useRef(0)
  const definition = findDefinition(asked.rule, asked.version)

  /** What was seen belongs to what was asked: another question has no answer yet. */
  function ask(rule: string, version: number, params?: Params) {
    turn.current += 1
    const plan = inForce.find((one) => one.id === rule && one.version === version)
    const next = params ?? fill(plan ?? { id: rule, version, params: {} })
    setAsked((before) => ({ rule, version, params: next, made: params ? before.made : before.made + 1 }))
    setPreview(null)
    setProblem(null)
  }

  async function look() {
    turn.current += 1
    const mine = turn.current
    setBusy('preview')
    setProblem(null)
    let state: Preview = { total: 0, seen: 0, done: false, counts: NOTHING, lines: [] }
    let after: string | null = ''
    while (after !== null) {
      const step: Result<Step> = await readApi<Step>(nameStep(slug, asked, after))
      if (mine !== turn.current) return setBusy(null)
      if (!step.ok) {
        setProblem(step.problem)
        break
      }
      after = step.data.next
      state = addStep(state, step.data)
      setPreview(state)
    }
    setBusy(null)
  }

  async function apply() {
    const text = reason.current?.value.trim() ?? ''
    setLacks(text === '')
    if (text === '') return reason.current?.focus()
    setBusy('apply')
    setProblem(null)
    const { rule, version, params } = asked
    const made = await createSender()<{ id: string; version: number }>({
      method: 'POST',
      path: `/studies/${slug}/definitions`,
      body: { rule, version, params, reason: text },
    })
    const failed = made.ok ? await runChoice(slug, made.data, setProgress) : made.problem
    setBusy(null)
    setProgress(null)
    if (failed) return setProblem(failed)
    toast({ tone: 'done', text: t('applied') })
    setPreview(null)
    router.refresh()
  }

  const refusal = problem && problemText(problem)
  return (
    <section aria-label={t('run')} className="grid gap-4">
      <h2 className="text-base font-semibold">{t('run')}</h2>
      <div className="flex flex-wrap items-end gap-4">
        <Field label={t('rule')}>
          {(control) => (
            <Select
              {...control}
              value={asked.rule}
              onChange={({ target }) => ask(target.value, Math.max(...versionsOf(target.value)))}
            >
              {ids.map((id) => (
                <option key={id} value={id}>
                  {names.has(id) ? names(id) : id}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('version')}>
          {(control) => (
            <Select
              {...control}
              value={asked.version}
              onChange={({ target }) => ask(asked.rule, Number(target.value))}
            >
              {versionsOf(asked.rule).map((version) => (
                <option key={version} value={version}>
                  v{version}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('preset')}>
          {(control) => (
            <Select
              {...control}
              value=""
              onChange={({ target }) => {
                const preset = RULE_PRESETS.find(({ id }) => id === target.value)
                if (preset) ask(preset.rule, preset.version, fill({ ...preset, id: preset.rule }))
              }}
            >
              <option value="">{t('noPreset')}</option>
              {RULE_PRESETS.map(({ id, label }) => (
                <option key={id} value={id}>
                  {textOf(label, locale)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {definition && (
        <p className="max-w-4xl">
          {textOf(definition.text, locale)}{' '}
          <span className="text-xs text-dim">{textOf(definition.source, locale)}</span>
        </p>
      )}
      <DefinitionParams
        key={`${asked.rule} ${asked.version} ${asked.made}`}
        params={asked.params}
        visits={labels.shortVisits}
        onChange={(params) => ask(asked.rule, asked.version, params)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" busy={busy === 'preview'} onClick={() => void look()}>
          {t('look')}
        </Button>
        {preview && (
          <span role="status" className="text-dim tabular-nums">
            {t(preview.done ? 'looked' : 'looking', { seen: preview.seen, total: preview.total })}
          </span>
        )}
      </div>
      {refusal && (
        <Banner tone="missed" title={refusal.title} alert>
          {refusal.detail}
        </Banner>
      )}
      {preview && (
        <DefinitionsPreview slug={slug} labels={labels} version={asked.version} preview={preview} />
      )}
      {preview?.done && (
        <div className="grid max-w-160 gap-3 border-t border-line pt-4">
          <p className="text-dim">{t('about')}</p>
          {mayApply ? (
            <>
              <Field label={t('reason')} required error={lacks ? t('reasonMissing') : undefined}>
                {(control) => <TextArea {...control} ref={reason} rows={2} maxLength={500} />}
              </Field>
              <div className="flex flex-wrap items-center gap-3">
                <Button look="danger" busy={busy === 'apply'} onClick={() => void apply()}>
                  {t('apply')}
                </Button>
                {progress !== null && (
                  <span role="status" className="text-dim tabular-nums">
                    {t('applying', { patients: progress })}
                  </span>
                )}
              </div>
            </>
          ) : (
            <p>{t('needsEverySite')}</p>
          )}
        </div>
      )}
    </section>
  )
}

function nameStep(slug: string, { rule, version, params }: Asked, after: string): string {
  const query = new URLSearchParams({ rule, version: String(version), params: JSON.stringify(params) })
  if (after !== '') query.set('after', after)
  return `/studies/${slug}/definitions/preview?${query}`
}

/** Lines are kept up to a bound; the counts go on. */
function addStep(before: Preview, step: Step): Preview {
  const counts = { ...before.counts }
  for (const name of [...CHANGES, 'stays', 'judged_met'] as const) counts[name] += step.counts[name]
  return {
    total: step.total,
    seen: before.seen + step.seen,
    done: step.next === null,
    counts,
    lines: [...before.lines, ...step.lines].slice(0, SHOWN),
  }
}
