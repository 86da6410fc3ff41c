import { useTranslations } from 'next-intl'
import { VisitLegend } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'
import { VISIT_STATES } from '@/lib/protocol/visit-state'
import { FilterBar } from './filter-bar'
import { FlagMark } from './flag-mark'
import { RecordMark } from './record-mark'
import { MatrixSearch } from './matrix-search'
import { MatrixTable, type MatrixView } from './matrix-table'
import { PageBody, PageHeader } from './shell-header'
import { listOptions, type StudyLabels } from './study-labels'

interface MatrixPageProps {
  study: { slug: string; closed: boolean }
  labels: StudyLabels
  sites: readonly { value: string; label: string }[]
  matrix: MatrixView
  mayRegister: boolean
}

/** Patients down, visits across. */
export function MatrixPage({ study, labels, sites, matrix, mayRegister }: MatrixPageProps) {
  const t = useTranslations('matrix')
  const states = useTranslations('visitState')
  const arms = listOptions(labels.arms)
  const filters = [
    // None where the arms are not for the reader to know.
    ...(arms.length > 0 ? [{ name: 'arm', label: t('arm'), options: arms }] : []),
    { name: 'visit', label: t('visit'), options: listOptions(labels.visits) },
    {
      name: 'state',
      label: t('state'),
      options: VISIT_STATES.map((value) => ({ value, label: states(value) })),
    },
    ...(sites.length > 1 ? [{ name: 'site', label: t('site'), options: sites }] : []),
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { total: matrix.total })}
        actions={
          mayRegister && (
            <LinkButton look="primary" href={`/${study.slug}/patients/register`}>
              {t('register')}
            </LinkButton>
          )
        }
      />
      <PageBody>
        {study.closed && <Banner tone="never" title={t('closed')} />}
        <MatrixSearch slug={study.slug} sites={sites} mayRegister={mayRegister} />
        <div className="grid gap-3">
          <FilterBar filters={filters} />
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            <VisitLegend />
            <span className="inline-flex items-center gap-1 text-xs text-dim">
              <Shape tone="done" /> 1/3 {t('cell.partial')}
            </span>
            <span className="inline-flex items-center gap-1 text-xs text-dim">
              <FlagMark /> {t('flag')}
            </span>
            <span className="inline-flex items-center gap-1 text-xs text-dim">
              <RecordMark queries={1} /> {t('query')}
            </span>
            <span className="inline-flex items-center gap-1 text-xs text-dim">
              <RecordMark signed /> {t('cell.signed')}
            </span>
            <span className="inline-flex items-center gap-1 text-xs text-dim">
              <RecordMark locked /> {t('cell.locked')}
            </span>
          </div>
          <MatrixTable slug={study.slug} labels={labels} sites={sites} matrix={matrix} />
          <p className="no-print text-xs text-dim max-md:hidden pointer-coarse:hidden">{t('keys')}</p>
        </div>
      </PageBody>
    </>
  )
}
