'use client'

import { useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import { formatInstant } from '@/lib/i18n/format-date'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { ApiProblem } from '@/components/ui/client-api'
import { useIssueText, useProblemText } from '@/components/ui/problem-text'
import type { VisitTheirs } from './use-save'

interface EntryNoticesProps {
  /** When the draft that stands in the form was kept. */
  restoredAt: Date | string | null
  timeZone: string
  onDiscard: () => void
  /** How many fields keep the form from being saved. */
  trouble: number
  problem: ApiProblem | null
  fieldLabel: (field: string) => string
  /** Scales that need the patient's eye, on a visit by telephone. */
  unseen: readonly string[]
  onUnseen: () => void
  visitTheirs: VisitTheirs | null
  onVisit: (side: 'mine' | 'theirs') => void
}

export function EntryNotices(props: EntryNoticesProps) {
  const { restoredAt, timeZone, trouble, problem, unseen, visitTheirs } = props
  const t = useTranslations('entry')
  return (
    <>
      {restoredAt !== null && (
        <Banner
          tone="open"
          title={t('restored', { time: formatInstant(restoredAt, timeZone) })}
          actions={
            <Button small onClick={props.onDiscard}>
              {t('discardDraft')}
            </Button>
          }
        >
          {t('restoredNext')}
        </Banner>
      )}
      {unseen.length > 0 && (
        <Banner
          tone="late"
          title={t('byPhone')}
          actions={
            <Button small onClick={props.onUnseen}>
              {t('byPhoneNotDone')}
            </Button>
          }
        >
          {t('byPhoneNext')}
        </Banner>
      )}
      {visitTheirs && (
        <Banner
          tone="late"
          alert
          title={t('visitTheirs', {
            date: visitTheirs.doneOn,
            time: visitTheirs.doneTime ?? '–',
            mode: t(`mode.${visitTheirs.mode}`),
          })}
          actions={
            <>
              <Button small onClick={() => props.onVisit('theirs')}>
                {t('takeTheirs')}
              </Button>
              <Button small onClick={() => props.onVisit('mine')}>
                {t('keepMine')}
              </Button>
            </>
          }
        />
      )}
      {trouble > 0 && (
        <Banner tone="missed" alert title={t('trouble', { count: trouble })}>
          {t('troubleNext')}
        </Banner>
      )}
      {problem && <ProblemNotice problem={problem} fieldLabel={props.fieldLabel} />}
    </>
  )
}

function ProblemNotice({
  problem,
  fieldLabel,
}: {
  problem: ApiProblem
  fieldLabel: (field: string) => string
}) {
  const { title, detail } = useProblemText()(problem)
  const issueText = useIssueText()
  const common = useTranslations('common')
  return (
    <Banner tone="missed" alert title={title}>
      {detail}
      {problem.fields.length > 0 && (
        <ul className="list-disc pl-4">
          {problem.fields.map((issue) => (
            <li key={issue.field + issue.code}>
              {common('labelled', { label: fieldLabel(issue.field), text: issueText(issue) })}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )
}

/** Visual scales of an instrument: by telephone the patient cannot mark a line. */
export function listVisualScales(instrument: Instrument): string[] {
  return instrument.items
    .filter((item) => item.kind === 'number' && /^vas(_|$)/.test(item.name))
    .map(({ name }) => name)
}
