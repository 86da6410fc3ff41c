'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import type { SiteLine } from './system-sites'
import { AddStudyForm } from './system-study-add'
import { EditStudyForm } from './system-study-edit'

export interface StudyLine {
  readonly slug: string
  readonly titleZh: string
  readonly titleEn: string
  readonly followUpClosed: boolean
  readonly version: number
  readonly codePrefix: string
  readonly sites: readonly string[]
  readonly enrolments: number
  readonly people: number
}

interface SystemStudiesProps {
  studies: readonly StudyLine[]
  sites: readonly SiteLine[]
}

export function SystemStudies({ studies, sites }: SystemStudiesProps) {
  const t = useTranslations('system.studies')
  const english = useLocale() === 'en'
  const [open, setOpen] = useState<StudyLine | 'new' | null>(null)
  const titleOf = ({ titleZh, titleEn }: StudyLine) => (english ? titleEn : titleZh)
  const columns: Column<StudyLine>[] = [
    {
      id: 'title',
      header: t('name'),
      rowHeader: true,
      wrap: true,
      cell: (study) => (
        <>
          {titleOf(study)}{' '}
          <Link
            href={`/${study.slug}/protocol`}
            prefetch={false}
            className="block text-xs font-normal text-accent hover:underline"
          >
            {t('toProtocol', { slug: study.slug })}
          </Link>
        </>
      ),
    },
    { id: 'prefix', header: t('codePrefix'), wide: true, cell: ({ codePrefix }) => codePrefix },
    {
      id: 'sites',
      header: t('sites'),
      wide: true,
      wrap: true,
      cell: ({ sites: codes }) => codes.join(' · ') || '–',
    },
    { id: 'enrolments', header: t('enrolments'), align: 'right', cell: ({ enrolments }) => enrolments },
    { id: 'people', header: t('people'), wide: true, align: 'right', cell: ({ people }) => people },
    {
      id: 'state',
      header: t('state'),
      wide: true,
      cell: ({ followUpClosed }) => (
        <Badge tone={followUpClosed ? 'never' : 'done'}>
          {t(followUpClosed ? 'closedShort' : 'running')}
        </Badge>
      ),
    },
    {
      id: 'edit',
      header: <span className="sr-only">{t('edit')}</span>,
      align: 'right',
      cell: (study) => (
        <Button small aria-label={t('editOf', { title: titleOf(study) })} onClick={() => setOpen(study)}>
          {t('edit')}
        </Button>
      ),
    },
  ]
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <Button
          look={sites.length > 0 && studies.length === 0 ? 'primary' : 'plain'}
          disabled={sites.length === 0}
          onClick={() => setOpen('new')}
        >
          {sites.length === 0 ? t('needSite') : t('add')}
        </Button>
      </div>
      <DataTable
        columns={columns}
        rows={studies}
        rowId={({ slug }) => slug}
        caption={t('title')}
        total={studies.length}
        page={1}
        pageSize={studies.length || 1}
        empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
      />
      <Dialog
        wide
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open === null || open === 'new' ? t('add') : t('editOf', { title: titleOf(open) })}
      >
        {open === 'new' && <AddStudyForm sites={sites} studies={studies} onClose={() => setOpen(null)} />}
        {open !== null && open !== 'new' && (
          <EditStudyForm study={open} sites={sites} onClose={() => setOpen(null)} />
        )}
      </Dialog>
    </section>
  )
}
