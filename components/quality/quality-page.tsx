'use client'

import { useLocale, useTranslations } from 'next-intl'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import type { StudyLabels } from '@/components/registry/study-labels'
import { LinkButton } from '@/components/ui/link-button'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { SecondRate } from './second-rate'
import { Days, Figures, Share } from './tables'
import type { PersonView, QualityView } from './view'

interface QualityPageProps {
  slug: string
  labels: StudyLabels
  /** Names of the sites by their codes. */
  sites: Readonly<Record<string, string>>
  own: readonly InstrumentJson[]
  quality: QualityView
  /** Null for who does not look after those who enter. */
  people: readonly PersonView[] | null
  may: { readonly typeTwice: boolean; readonly freeze: boolean }
}

/** How good the data are. Every number stands with what it is counted of. */
export function QualityPage({ slug, labels, sites, own, quality, people, may }: QualityPageProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('quality')
  const queries = useTranslations('queries')
  const missing = useTranslations('missing')
  const shelf = readOwn(own)
  const nameVisit = (code: string) => labels.visits[code] ?? code
  function nameForm(id: string, version: number): string {
    const form = shelf.find(id, version)
    return form ? textOf(form.short, locale) : (labels.instruments[id] ?? id)
  }
  function nameItem(id: string, version: number, item: string): string {
    const found = shelf.find(id, version)?.items.find(({ name }) => name === item)
    return found ? textOf(found.label, locale) : item
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('about')}
        actions={
          <>
            {may.typeTwice && <LinkButton href={`/${slug}/second-entries`}>{t('secondList')}</LinkButton>}
            {may.freeze && <LinkButton href={`/${slug}/freezes`}>{t('freezes')}</LinkButton>}
          </>
        }
      />
      <PageBody>
        <Figures
          caption={t('bySite')}
          about={t('bySiteAbout')}
          rows={quality.sites}
          rowId={({ site }) => site}
          empty={t('nothing')}
          columns={[
            { id: 'site', header: t('site'), cell: ({ site }) => sites[site] ?? site },
            { id: 'patients', header: t('patients'), cell: ({ patients }) => patients },
            {
              id: 'complete',
              header: t('completeVisits'),
              cell: (row) => <Share n={row.complete} of={row.done} />,
            },
            { id: 'signed', header: t('signed'), cell: (row) => <Share n={row.signed} of={row.done} /> },
            { id: 'locked', header: t('locked'), cell: (row) => <Share n={row.locked} of={row.done} /> },
            {
              id: 'fallen',
              header: t('corrected'),
              cell: (row) => <Share n={row.fallen} of={row.signatures} />,
            },
            { id: 'delay', header: t('delay'), cell: (row) => <Days value={row.delayMedian} /> },
            { id: 'late', header: t('late'), cell: (row) => <Share n={row.delayed} of={row.forms} /> },
            { id: 'queries', header: t('openQueries'), cell: (row) => row.openQueries },
            {
              id: 'verified',
              header: t('verified'),
              cell: (row) => <Share n={row.verified} of={row.forms} />,
            },
            { id: 'stale', header: t('verifiedStale'), cell: (row) => row.verifiedStale },
          ]}
        />
        <Figures
          caption={t('byForm')}
          about={t('byFormAbout')}
          rows={quality.forms}
          rowId={({ visit, instrument }) => `${visit} ${instrument}`}
          empty={t('nothing')}
          columns={[
            {
              id: 'form',
              header: t('form'),
              cell: (row) => `${nameVisit(row.visit)} · ${nameForm(row.instrument, row.version)}`,
            },
            { id: 'entered', header: t('entered'), cell: (row) => <Share n={row.entered} of={row.visits} /> },
            {
              id: 'complete',
              header: t('completeForms'),
              cell: (row) => <Share n={row.complete} of={row.entered} />,
            },
            ...(['notDone', 'refused', 'unknown', 'notApplicable'] as const).map((reason) => ({
              id: reason,
              header: missing(REASONS[reason]),
              cell: (row: QualityView['forms'][number]) => <Share n={row[reason]} of={row.items} />,
            })),
            { id: 'passed', header: t('passed'), cell: (row) => <Share n={row.passed} of={row.items} /> },
          ]}
        />
        <Figures
          caption={t('queries')}
          about={t('queriesAbout')}
          rows={quality.queries}
          rowId={({ kind, state }) => `${kind} ${state}`}
          empty={t('noQueries')}
          columns={[
            {
              id: 'kind',
              header: t('raisedBy'),
              cell: ({ kind, state }) => `${t(`kinds.${kind}`)} · ${queries(`states.${state}`)}`,
            },
            { id: 'count', header: t('count'), cell: ({ count }) => count },
            { id: 'median', header: t('medianDays'), cell: (row) => <Days value={round(row.medianDays)} /> },
            { id: 'most', header: t('mostDays'), cell: (row) => <Days value={round(row.mostDays)} /> },
          ]}
        />
        <SecondRate second={quality.second} />
        <Figures
          caption={t('passedOver')}
          about={t('passedOverAbout')}
          rows={quality.passed}
          rowId={({ instrument, item }) => `${instrument} ${item}`}
          empty={t('nothingPassed')}
          columns={[
            {
              id: 'item',
              header: t('item'),
              cell: (row) =>
                `${nameForm(row.instrument, row.version)} · ${nameItem(row.instrument, row.version, row.item)}`,
            },
            { id: 'count', header: t('timesOfForms'), cell: (row) => <Share n={row.count} of={row.forms} /> },
          ]}
        />
        {people && (
          <Figures
            caption={t('byPerson')}
            about={t('byPersonAbout')}
            rows={people}
            rowId={({ person }) => person}
            empty={t('nothing')}
            columns={[
              { id: 'person', header: t('person'), cell: ({ person }) => person },
              { id: 'forms', header: t('forms'), cell: ({ forms }) => forms },
              {
                id: 'missing',
                header: t('missing'),
                cell: (row) => <Share n={row.missing} of={row.items} />,
              },
              { id: 'passed', header: t('passed'), cell: (row) => <Share n={row.passed} of={row.items} /> },
              { id: 'again', header: t('again'), cell: ({ again }) => again },
              { id: 'delay', header: t('delay'), cell: (row) => <Days value={row.delayMedian} /> },
              { id: 'late', header: t('late'), cell: (row) => <Share n={row.delayed} of={row.forms} /> },
            ]}
          />
        )}
      </PageBody>
    </>
  )
}

const REASONS = {
  notDone: 'not_done',
  refused: 'refused',
  unknown: 'unknown',
  notApplicable: 'not_applicable',
} as const

function round(days: number): number {
  return Math.round(days * 10) / 10
}
