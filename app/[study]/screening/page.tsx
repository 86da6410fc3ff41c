import { getTranslations } from 'next-intl/server'
import { Screening } from '@/components/trial/screening'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { textOf } from '@/lib/i18n/locale'
import { listScreening, SCREENING_PAGE } from '@/lib/records/screening/screening'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import type { SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('screening')
  return { title: t('title') }
}

export default async function ScreeningPage({ params, searchParams }: PageProps) {
  const { study } = await params
  const locale = await resolveLocale()
  const t = await getTranslations('screening')
  const { page } = readListState(await searchParams, { sortable: [], pageSize: SCREENING_PAGE })
  const { log, mayAdd, mayOpen } = await askRecords(async (call) => ({
    log: await listScreening(call, study, { page }),
    mayAdd: can(call.actor, 'screening.add', study),
    mayOpen: can(call.actor, 'enrolment.read', study),
  }))
  const { counts, protocol } = log
  /** "Does not hold: adult" and "infection": what stood against it. */
  const sayCriterion = (id: string) => {
    const found = protocol.criteria.find((one) => one.id === id)
    if (!found) return id
    const label = textOf(found.label, locale)
    return found.kind === 'inclusion' ? t('notMet', { label }) : label
  }
  return (
    <Screening
      study={study}
      today={log.today}
      sites={log.sites.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: locale === 'en' ? nameEn : nameZh,
      }))}
      criteria={protocol.criteria.map(({ id }) => ({ id, label: sayCriterion(id) }))}
      rows={log.rows.map(({ criteria, reason, ...row }) => ({
        ...row,
        why: [...criteria.map(sayCriterion), reason].filter(Boolean).join(' · '),
      }))}
      total={log.total}
      page={page}
      pageSize={SCREENING_PAGE}
      counts={counts}
      reasons={[
        ...counts.byCriterion.map(({ criterion, count }) => ({ label: sayCriterion(criterion), count })),
        ...(counts.declined > 0 ? [{ label: t('outcomes.declined'), count: counts.declined }] : []),
        ...counts.byReason.map(({ reason, count }) => ({ label: reason, count })),
      ]}
      mayAdd={mayAdd}
      mayOpen={mayOpen}
    />
  )
}
