import type { ItemValue } from '@/lib/codebook/item'
import { showValue } from '@/components/entry/show-value'
import type { ReviewFormView, ReviewView } from '@/components/self-report/review-view'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { getInstrument } from '@/lib/instruments/shelf'
import type { ReviewForm, ReviewPage, SentReport } from '@/lib/records/self-reports/review'

interface Saying {
  readonly study: string
  readonly locale: Locale
  readonly say: (key: string, values?: Record<string, string | number>) => string
}

/** What was sent, in the reader's words, beside what stands in the record. */
export function toReviewView(
  page: ReviewPage,
  report: SentReport,
  { study, locale, say }: Saying,
): ReviewView {
  const at = (instant: Date) => formatInstant(instant, page.timeZone)
  return {
    study,
    id: page.id,
    version: report.version,
    state: report.state,
    who: say(`selfReports.who.${report.mode}`, { relation: nameRelation(report.relation, locale) }),
    sentAt: at(report.finishedAt),
    took: Math.max(1, Math.round((report.finishedAt.getTime() - report.startedAt.getTime()) / 60_000)),
    urgent: report.urgent,
    judged:
      report.judgedAt &&
      say(`selfReports.review.judged.${report.state === 'accepted' ? 'accepted' : 'rejected'}`, {
        name: report.judgedByName ?? '',
        at: at(report.judgedAt),
      }),
    reason: report.reason,
    signed: page.visit.signed,
    locked: page.visit.locked,
    back: `/${study}/self-reports`,
    forms: report.forms.map((form) => toForm(form, locale, say)),
  }
}

function toForm(
  { instrument, answers, entry, soft }: ReviewForm,
  locale: Locale,
  say: Saying['say'],
): ReviewFormView {
  const missing = (reason: string) => say(`missing.${reason}`)
  return {
    id: instrument.id,
    title: textOf(instrument.title, locale),
    entryVersion: entry?.version ?? 0,
    savedBy: entry?.savedByName ?? null,
    rows: instrument.items
      .filter(({ kind, name }) => kind !== 'calculated' && (name in answers || name in (entry?.values ?? {})))
      .map((item) => {
        const show = (value: ItemValue | undefined) => {
          if (value === undefined) return '—'
          const text = showValue(item, value, locale, missing)
          return typeof value === 'number' && item.unit ? `${text} ${item.unit}` : text
        }
        const standing = entry?.values[item.name]
        return {
          item: item.name,
          label: textOf(item.label, locale),
          answer: show(answers[item.name]),
          standing: entry && show(standing),
          differs: entry !== null && JSON.stringify(standing) !== JSON.stringify(answers[item.name]),
          soft: soft
            .filter(({ field }) => field === item.name)
            .map(({ code, params }) => ({ code, ...(params ? { params } : {}) })),
        }
      }),
  }
}

/** In the words of the contact form. */
function nameRelation(key: string | null, locale: Locale): string {
  const item = getInstrument('contact_attempt', 2).items.find(({ name }) => name === 'contact_reached')
  const code = item && 'codes' in item ? item.codes.find((one) => one.key === key) : undefined
  return code ? textOf(code.label, locale) : ''
}
