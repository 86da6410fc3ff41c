'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import { formatInstant } from '@/lib/i18n/format-date'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { MoreMenu, type MenuEntry } from './more-menu'
import { RecordDialogs, type RecordDialog } from './record-dialogs'
import type { EntryView, VisitView } from './view'

interface RecordBarProps {
  view: EntryView
  visit: VisitView | null
  instrument: Instrument
  label: string
  nameVisit: (code: string) => string
  /** Something on the page is not saved. */
  dirty: boolean
  onQuery: () => void
}

/** Whether the visit is signed or locked, and the acts upon what stands recorded. */
export function RecordBar({ view, visit, instrument, label, nameVisit, dirty, onQuery }: RecordBarProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('correct')
  const queries = useTranslations('queries')
  const reports = useTranslations('selfReports')
  const paper = useTranslations('paper')
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState<RecordDialog | null>(null)
  const { record, may, timeZone } = view
  const locked = record?.lock != null
  const isDone = visit?.doneOn != null
  const at = (instant: Date | string) => formatInstant(instant, timeZone)

  /** What stands on the page must be what is signed, moved or voided. */
  function begin(dialog: RecordDialog) {
    if (dirty && dialog !== 'history') toast({ tone: 'late', text: t('sign.unsaved') })
    else setOpen(dialog)
  }

  const more: MenuEntry[] = []
  if (view.entryId) {
    more.push({ label: t('history.do'), onChoose: () => begin('history') })
    more.push({ label: queries('raise'), onChoose: onQuery })
    if (may.correct && !locked) {
      more.push({ label: t('move.do'), onChoose: () => begin('move') })
      more.push({ label: t('void.do'), onChoose: () => begin('void') })
    }
  }
  if (visit) {
    const go = (path: string) => () =>
      dirty ? toast({ tone: 'late', text: t('sign.unsaved') }) : router.push(path)
    more.push({
      label: reports('toInvite'),
      onChoose: go(`${view.base}/self-report?from=${view.base}/${instrument.id}`),
    })
    more.push({
      label: paper('title'),
      onChoose: go(`/${view.study}/paper/${visit.id}?from=${view.base}/${instrument.id}`),
    })
  }
  if (may.correct && isDone && !locked) more.push({ label: t('undo.do'), onChoose: () => begin('undo') })
  const maySign = may.sign && isDone && !record?.signature && !locked && (record?.entries.length ?? 0) > 0
  const mayLock = may.lock && isDone
  if (!record?.signature && !record?.fallen && !locked && more.length === 0 && !maySign && !mayLock)
    return null
  return (
    <>
      <section
        aria-label={t('record')}
        className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 text-xs"
      >
        {record?.signature && (
          <Badge tone="done">
            {t('signed', { name: record.signature.signedByName, at: at(record.signature.signedAt) })} ·{' '}
            {t(`meaning.${record.signature.meaning}`)}
          </Badge>
        )}
        {record?.fallen && (
          <span className="text-late">
            {t('fallen', {
              name: record.fallen.signedByName,
              at: at(record.fallen.voidedAt),
              reason: record.fallen.reason,
            })}
          </span>
        )}
        {record?.lock && (
          <Badge tone="never">{t('locked', { name: record.lock.byName, at: at(record.lock.at) })}</Badge>
        )}
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {maySign && (
            <Button small onClick={() => begin('sign')}>
              {t('sign.do')}
            </Button>
          )}
          {mayLock && (
            <Button small onClick={() => begin(locked ? 'unlock' : 'lock')}>
              {t(locked ? 'unlock.do' : 'lock.do')}
            </Button>
          )}
          {more.length > 0 && <MoreMenu entries={more} />}
        </span>
      </section>
      {open && (
        <RecordDialogs
          open={open}
          view={view}
          visit={visit}
          instrument={instrument}
          formTitle={textOf(instrument.title, locale)}
          label={label}
          nameVisit={nameVisit}
          onClose={() => setOpen(null)}
          onDone={(leaves) => {
            setOpen(null)
            if (leaves) router.push(view.back)
            else router.refresh()
          }}
        />
      )}
    </>
  )
}
