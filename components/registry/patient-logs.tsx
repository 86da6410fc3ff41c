import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'

interface PatientLogsProps {
  /** Address of the patient's page. */
  place: string
  closed: boolean
  /** The study's own forms among them. */
  own: readonly InstrumentJson[]
  logs: readonly {
    readonly id: string
    readonly version: number
    readonly lines: readonly { readonly key: string; readonly complete: boolean }[]
  }[]
}

/** Records of the patient that belong to no visit: each line a link, and one more can be written. */
export function PatientLogs({ place, closed, own, logs }: PatientLogsProps) {
  const t = useTranslations('course.logs')
  const locale = useLocale() as Locale
  const shelf = readOwn(own)
  const shown = logs.filter(({ lines }) => !closed || lines.length > 0)
  if (shown.length === 0) return null
  const titleOf = ({ id, version }: Pick<PatientLogsProps['logs'][number], 'id' | 'version'>) =>
    textOf(shelf.get(id, version).title, locale)
  const begun = shown.filter(({ lines }) => lines.length > 0)
  const empty = shown.filter(({ lines }) => lines.length === 0)
  return (
    <section aria-labelledby="patient-logs" className="mt-6 grid gap-2">
      <h2 id="patient-logs" className="font-semibold">
        {t('title')}
      </h2>
      {begun.length > 0 && (
        <ul className="grid gap-2">
          {begun.map(({ id, version, lines }) => {
            const title = titleOf({ id, version })
            return (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2">
                <span className="min-w-32">{title}</span>
                {lines.map(({ key, complete }) => (
                  <Link
                    key={key}
                    href={`${place}/log/${id}?repeat=${encodeURIComponent(key)}`}
                    prefetch={false}
                    className="flex min-h-control items-center gap-1"
                  >
                    <Shape tone={complete ? 'done' : 'open'} className="size-2.5" />
                    {key}
                    <span className="sr-only">{t(complete ? 'complete' : 'begun', { title })}</span>
                  </Link>
                ))}
                {!closed && (
                  <LinkButton small href={`${place}/log/${id}`}>
                    {t('add')}
                    <span className="sr-only"> {title}</span>
                  </LinkButton>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {empty.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-dim">{t('add')}</span>
          {empty.map((log) => (
            <LinkButton key={log.id} small href={`${place}/log/${log.id}`}>
              <span className="sr-only">{t('add')} </span>
              {titleOf(log)}
            </LinkButton>
          ))}
        </div>
      )}
    </section>
  )
}
