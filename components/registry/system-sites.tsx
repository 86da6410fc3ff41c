'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { SiteForm } from './system-site-form'

export interface SiteLine {
  readonly id: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
  readonly phone: string | null
  readonly version: number
}

export function SystemSites({ sites, zones }: { sites: readonly SiteLine[]; zones: readonly string[] }) {
  const t = useTranslations('system.sites')
  const english = useLocale() === 'en'
  // Null closes; 'new' adds; a site is changed.
  const [open, setOpen] = useState<SiteLine | 'new' | null>(null)
  const columns: Column<SiteLine>[] = [
    { id: 'code', header: t('code'), rowHeader: true, cell: ({ code }) => code },
    { id: 'zh', header: t('nameZh'), wide: english, cell: ({ nameZh }) => nameZh },
    { id: 'en', header: t('nameEn'), wide: !english, cell: ({ nameEn }) => nameEn },
    { id: 'phone', header: t('phone'), wide: true, cell: ({ phone }) => phone ?? '–' },
    { id: 'zone', header: t('timeZone'), wide: true, cell: ({ timeZone }) => timeZone },
    {
      id: 'edit',
      header: <span className="sr-only">{t('edit')}</span>,
      align: 'right',
      cell: (site) => (
        <Button small aria-label={t('editOf', { code: site.code })} onClick={() => setOpen(site)}>
          {t('edit')}
        </Button>
      ),
    },
  ]
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <Button look={sites.length === 0 ? 'primary' : 'plain'} onClick={() => setOpen('new')}>
          {t('add')}
        </Button>
      </div>
      <DataTable
        columns={columns}
        rows={sites}
        rowId={({ id }) => id}
        caption={t('title')}
        total={sites.length}
        page={1}
        pageSize={sites.length || 1}
        empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
      />
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open === null || open === 'new' ? t('add') : t('editOf', { code: open.code })}
      >
        <SiteForm site={open === 'new' ? null : open} zones={zones} onClose={() => setOpen(null)} />
      </Dialog>
    </section>
  )
}
