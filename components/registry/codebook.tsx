import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextInput } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { describeInstrument, type CodebookRow } from '@/lib/codebook/describe'
import { MISSING_CODES, MISSING_REASONS, type Instrument } from '@/lib/codebook/item'
import { textOf } from '@/lib/i18n/locale'
import { saySource } from '@/lib/instruments/say-source'
import { CodebookTable, type ColumnNames } from './codebook-table'
import { PageBody, PageHeader } from './shell-header'
import { usePageLocale } from './use-page-locale'

interface CodebookPageProps {
  slug: string
  instruments: readonly Instrument[]
  /** By `instrument@version item`, the columns it leaves in. */
  columns: Readonly<Record<string, ColumnNames>>
  query: string
}

/** Every question of the study with its codes, as data sets and exports carry them. */
export function CodebookPage({ slug, instruments, columns, query }: CodebookPageProps) {
  const t = useTranslations('codebookPage')
  const missing = useTranslations('missing')
  const nav = useTranslations('nav')
  const locale = usePageLocale()
  const sections = instruments
    .map((instrument) => ({ instrument, rows: findRows(instrument, query) }))
    .filter(({ rows }) => rows.length > 0)
  const count = sections.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { instruments: sections.length, items: count })}
        actions={
          <>
            <LinkButton small look="quiet" href={`/${slug}/forms`}>
              {nav('forms')}
            </LinkButton>
            <Form
              action={`/${slug}/codebook`}
              prefetch={false}
              role="search"
              className="flex flex-wrap gap-2"
            >
              <div className="w-56">
                <TextInput
                  type="search"
                  name="q"
                  defaultValue={query}
                  maxLength={80}
                  aria-label={t('search')}
                  placeholder={t('search')}
                />
              </div>
              <Button type="submit">{t('find')}</Button>
            </Form>
          </>
        }
      />
      <PageBody>
        {sections.length === 0 && (
          <EmptyState
            title={t('none')}
            action={<LinkButton href={`/${slug}/codebook`}>{t('showAll')}</LinkButton>}
          >
            {t('noneNext')}
          </EmptyState>
        )}
        {sections.length > 1 && (
          <nav aria-label={t('instruments')} className="no-print">
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {sections.map(({ instrument }) => (
                <li key={anchorOf(instrument)}>
                  <a href={`#${anchorOf(instrument)}`} className="text-accent hover:underline">
                    {textOf(instrument.short, locale)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {sections.length > 0 && (
          <p className="text-xs text-dim">
            {t('missing')}
            {MISSING_REASONS.map((reason) => `${missing(reason)} ${MISSING_CODES[reason]}`).join(' · ')}
            <br />
            {t('columnsAbout')}
          </p>
        )}
        {sections.map(({ instrument, rows }) => (
          <section key={anchorOf(instrument)} id={anchorOf(instrument)} className="grid gap-2">
            <h2 className="text-base font-semibold">
              {textOf(instrument.title, locale)}{' '}
              <span className="text-xs font-normal text-dim">
                {instrument.id} v{instrument.version} · {t(`repeat.${instrument.repeat}`)}
              </span>
            </h2>
            <p className="text-xs text-dim">
              {t('source')}
              {textOf(saySource(instrument.source), locale)}
            </p>
            <CodebookTable
              caption={textOf(instrument.title, locale)}
              rows={rows}
              columnsOf={({ variable }) => columns[`${instrument.id}@${instrument.version} ${variable}`]}
            />
          </section>
        ))}
      </PageBody>
    </>
  )
}

function anchorOf({ id, version }: Instrument): string {
  return `${id}-${version}`
}

/** Items whose name or label holds the words looked for; all of an instrument that is itself named so. */
function findRows(instrument: Instrument, query: string): CodebookRow[] {
  const rows = describeInstrument(instrument)
  const wanted = query.toLowerCase()
  const holds = (...texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(wanted))
  if (holds(instrument.id, instrument.title.zh, instrument.title.en)) return rows
  return rows.filter(({ variable, label }) => holds(variable, label.zh, label.en))
}
