'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { InstrumentJson } from '@/lib/codebook/json'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { useInstantText } from '@/components/registry/use-instant-text'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { DataTable, type Column } from '@/components/ui/table'
import { NewForm } from './new-form'
import { RedcapImport } from './redcap-import'

export interface OwnFormLine {
  readonly id: string
  readonly definition: InstrumentJson
  /** The last published version; 0 when there is none. */
  readonly published: number
  readonly publishedBy: string
  readonly publishedAt: Date | null
  readonly draft: { readonly version: number; readonly savedByName: string; readonly savedAt: Date } | null
}

export interface ShippedLine {
  readonly id: string
  readonly version: number
  readonly title: InstrumentJson['title']
  readonly items: number
}

interface FormListProps {
  slug: string
  own: readonly OwnFormLine[]
  shipped: readonly ShippedLine[]
  may: { readonly write: boolean; readonly move: boolean }
}

/** The study's own forms, and the shelf that others are begun from. */
export function FormListPage({ slug, own, shipped, may }: FormListProps) {
  const t = useTranslations('forms')
  const locale = useLocale() as Locale
  const instant = useInstantText()
  const fileHref = (id: string, version: number, format: 'json' | 'redcap') =>
    `/api/v1/studies/${slug}/instruments/${id}?${new URLSearchParams({
      version: String(version),
      format,
      language: locale === 'en' ? 'en' : 'zh',
    })}`
  const files = (id: string, version: number) => (
    <span className="flex flex-wrap gap-x-3">
      <a href={fileHref(id, version, 'json')} download className="text-accent hover:underline">
        JSON
      </a>
      <a href={fileHref(id, version, 'redcap')} download className="text-accent hover:underline">
        REDCap
      </a>
    </span>
  )
  const taken = [...own.map(({ id }) => id), ...shipped.map(({ id }) => id)]

  const columns: Column<OwnFormLine>[] = [
    {
      id: 'form',
      header: t('form'),
      rowHeader: true,
      wrap: true,
      cell: ({ id, definition }) => (
        <span className="grid gap-0.5">
          {may.write ? (
            <Link href={`/${slug}/forms/${id}`} prefetch={false} className="text-accent">
              {textOf(definition.title, locale).trim() || id}
            </Link>
          ) : (
            textOf(definition.title, locale)
          )}
          <code className="text-xs font-normal text-dim">{id}</code>
        </span>
      ),
    },
    { id: 'items', header: t('items'), align: 'right', cell: ({ definition }) => definition.items.length },
    {
      id: 'published',
      header: t('version'),
      wrap: true,
      cell: (row) =>
        row.published === 0 ? (
          <Badge tone="idle">{t('neverPublished')}</Badge>
        ) : (
          <span>
            {t('versionOf', { number: row.published })}{' '}
            <span className="block text-xs text-dim">
              {row.publishedBy} {row.publishedAt && instant(row.publishedAt)}
            </span>
          </span>
        ),
    },
    {
      id: 'draft',
      header: t('draft'),
      wrap: true,
      wide: true,
      cell: ({ draft }) =>
        draft ? (
          <Badge tone="open">{t('draftBy', { name: draft.savedByName, at: instant(draft.savedAt) })}</Badge>
        ) : (
          '–'
        ),
    },
    {
      id: 'files',
      header: t('files'),
      wide: true,
      cell: ({ id, published }) => (published === 0 ? '–' : files(id, published)),
    },
    ...(may.move
      ? [
          {
            id: 'move',
            header: t('entries'),
            cell: ({ id, published }: OwnFormLine) =>
              published > 1 ? (
                <LinkButton small href={`/${slug}/forms/${id}/entries`}>
                  {t('moveEntries')}
                </LinkButton>
              ) : (
                '–'
              ),
          },
        ]
      : []),
  ]
  const shelf: Column<ShippedLine>[] = [
    {
      id: 'title',
      header: t('form'),
      rowHeader: true,
      wrap: true,
      cell: ({ id, version, title }) => (
        <span className="grid gap-0.5">
          <Link href={`/${slug}/codebook#${id}-${version}`} prefetch={false} className="text-accent">
            {textOf(title, locale)}
          </Link>
          <code className="text-xs font-normal text-dim">
            {id} v{version}
          </code>
        </span>
      ),
    },
    { id: 'items', header: t('items'), align: 'right', wide: true, cell: ({ items }) => items },
    { id: 'files', header: t('files'), cell: ({ id, version }) => files(id, version) },
    ...(may.write
      ? [
          {
            id: 'copy',
            header: t('copy'),
            cell: ({ id, version }: ShippedLine) => (
              <LinkButton small href={`/${slug}/forms?from=${id}@${version}`}>
                {t('copyFrom')}
              </LinkButton>
            ),
          },
        ]
      : []),
  ]

  return (
    <>
      <PageHeader
        title={t('pageTitle')}
        subtitle={t('pageAbout')}
        actions={
          may.write && (
            <>
              <RedcapImport slug={slug} taken={taken} />
              <NewForm slug={slug} taken={taken} shipped={shipped} />
            </>
          )
        }
      />
      <PageBody>
        <section className="grid gap-2" aria-labelledby="own-forms">
          <h2 id="own-forms" className="text-base font-semibold">
            {t('own')}
          </h2>
          {own.length === 0 ? (
            <EmptyState title={t('noOwn')}>{t(may.write ? 'noOwnNext' : 'noOwnAsk')}</EmptyState>
          ) : (
            <DataTable
              caption={t('own')}
              columns={columns}
              rows={own}
              rowId={({ id }) => id}
              total={own.length}
              page={1}
              pageSize={Math.max(1, own.length)}
            />
          )}
        </section>
        <section className="grid gap-2" aria-labelledby="shipped-forms">
          <h2 id="shipped-forms" className="text-base font-semibold">
            {t('shipped')}
          </h2>
          <DataTable
            caption={t('shipped')}
            columns={shelf}
            rows={shipped}
            rowId={({ id, version }) => `${id}@${version}`}
            total={shipped.length}
            page={1}
            pageSize={shipped.length}
          />
        </section>
      </PageBody>
    </>
  )
}
