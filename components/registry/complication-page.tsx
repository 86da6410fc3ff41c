import type { ReactNode } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import type { Refusal, Standing } from '@/lib/protocol/adjudicate'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { findDefinition } from '@/lib/protocol/rules/definitions'
import { NextComplication } from './complication-next'
import { ComplicationValues, type EvidenceValueLine } from './complication-values'
import { ComplicationVotes, type VoteLine } from './complication-votes'
import { VoteForm } from './complication-vote'
import { JudgeComplication } from './complications-judge'
import { COMPLICATION_TONES } from './complication-tones'
import { EvidenceList, type EvidenceLine } from './evidence'
import { PageBody, PageHeader } from './shell-header'
import type { StudyLabels } from './study-labels'
import { useInstantText } from './use-instant-text'
import { usePageLocale } from './use-page-locale'

export interface JudgedComplication {
  readonly id: string
  readonly version: number
  readonly patientCode: string
  readonly type: string
  readonly proposedType: string | null
  readonly definitionVersion: number
  readonly grade: number | null
  readonly level: string | null
  readonly visitCode: string | null
  readonly detectedOn: string | null
  readonly source: 'rule' | 'person' | 'import'
  readonly ruleId: string | null
  readonly ruleVersion: number | null
  readonly evidence: readonly EvidenceLine[]
  readonly status: 'proposed' | 'confirmed' | 'rejected'
  readonly adjudicatedBy: string | null
  readonly adjudicatedAt: Date | null
  readonly adjudicationNote: string | null
  readonly plan: { readonly readers: 1 | 2; readonly blind: boolean }
  readonly standing: Standing
  readonly refusal: Refusal | null
  readonly votes: readonly VoteLine[]
  readonly votesIn: number
  readonly visits: readonly { code: string; day: number | null; doneOn: string | null; before: boolean }[]
  readonly values: readonly EvidenceValueLine[]
  readonly rejectedBefore: number
  readonly next: string | null
  readonly waiting: number
}

interface ComplicationPageProps {
  slug: string
  labels: StudyLabels
  mayJudge: boolean
  row: JudgedComplication
}

/** One complication: what it rests on at the left, what is said of it at the right. */
export function ComplicationPage({ slug, labels, mayJudge, row }: ComplicationPageProps) {
  const t = useTranslations('complications')
  const locale = usePageLocale()
  const instant = useInstantText()
  const kind = findComplicationType(row.type, row.definitionVersion)
  const name = [kind ? textOf(kind.label, locale) : row.type, row.level].filter(Boolean).join(' · ')
  const list = `/${slug}/complications`
  const next = row.next ? `${list}/${row.next}` : null
  const isOpen = row.status === 'proposed'
  return (
    <>
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            {row.plan.blind ? (
              <span>{row.patientCode}</span>
            ) : (
              <Link href={`/${slug}/patients/${row.patientCode}`} prefetch={false} className="text-accent">
                {row.patientCode}
              </Link>
            )}
            <span>{name}</span>{' '}
            <Badge tone={COMPLICATION_TONES[row.status]}>{t(`status.${row.status}`)}</Badge>
          </span>
        }
        subtitle={
          <>
            <Link href={list} prefetch={false} className="text-accent hover:underline">
              {t('title')}
            </Link>
            {row.visitCode && ` · ${labels.visits[row.visitCode] ?? row.visitCode}`}
            {row.detectedOn && ` · ${t('table.detected')} ${formatDate(row.detectedOn)}`}
          </>
        }
        actions={next && mayJudge && <NextComplication href={next} waiting={row.waiting} />}
      />
      <PageBody>
        {row.plan.blind && <Banner tone="idle">{t('vote.blind')}</Banner>}
        <div className="grid gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid content-start gap-6">
            <Section title={t('table.evidence')}>
              <EvidenceList evidence={row.evidence} />
              {row.rejectedBefore > 0 && (
                <p className="text-xs text-dim">{t('vote.rejectedBefore', { count: row.rejectedBefore })}</p>
              )}
            </Section>
            <Section title={t('values.title')}>
              <ComplicationValues labels={labels} visits={row.visits} values={row.values} />
            </Section>
          </div>
          <div className="grid content-start gap-6">
            <Section title={t('judge.title')}>
              {!isOpen && row.adjudicatedBy && row.adjudicatedAt && (
                <p>
                  {row.adjudicatedBy} <span className="text-dim">{instant(row.adjudicatedAt)}</span>
                  {row.adjudicationNote && <span className="block">{row.adjudicationNote}</span>}
                </p>
              )}
              {row.plan.readers === 2 && <ComplicationVotes row={row} />}
              {mayJudge && isOpen && row.refusal === null && (
                <VoteForm
                  key={row.id}
                  slug={slug}
                  row={{ id: row.id, version: row.version, type: row.type }}
                  apart={row.plan.readers === 2 && row.standing.state === 'waiting'}
                  next={next}
                  list={list}
                />
              )}
              {mayJudge && isOpen && row.refusal !== null && (
                <p className="text-dim">{t(`vote.refusal.${row.refusal}`)}</p>
              )}
              {mayJudge && !isOpen && row.plan.readers === 1 && (
                <JudgeComplication slug={slug} row={pickJudged(row)} name={name} />
              )}
            </Section>
            <Definition row={row} />
          </div>
        </div>
      </PageBody>
    </>
  )
}

/** What the browser needs to judge again, and nothing else of the row. */
function pickJudged({ id, patientCode, type, evidence, status, version }: JudgedComplication) {
  return { id, patientCode, type, evidence, status, version }
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      {children}
    </section>
  )
}

/** What it means by that name, in the version of the event, and what the rule looked for. */
function Definition({ row }: { row: JudgedComplication }) {
  const t = useTranslations('complications')
  const locale = usePageLocale()
  const kind = findComplicationType(row.type, row.definitionVersion)
  const proposed = row.proposedType ? findComplicationType(row.proposedType) : undefined
  const rule = row.ruleId && row.ruleVersion ? findDefinition(row.ruleId, row.ruleVersion) : undefined
  return (
    <Section title={t('vote.definition')}>
      {proposed && <p>{t('vote.calledBefore', { name: textOf(proposed.label, locale) })}</p>}
      {kind && (
        <p>
          {textOf(kind.definition, locale)}{' '}
          <span className="text-xs text-dim">
            v{kind.version} · {textOf(kind.source, locale)}
          </span>
        </p>
      )}
      {rule && (
        <p>
          <span className="text-dim">
            {t('source.rule')} {rule.id} v{rule.version}
          </span>{' '}
          {textOf(rule.text, locale)} <span className="text-xs text-dim">{textOf(rule.source, locale)}</span>
        </p>
      )}
      {row.source !== 'rule' && <p className="text-dim">{t(`source.${row.source}`)}</p>}
    </Section>
  )
}
