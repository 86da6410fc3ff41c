'use client'

import { useTranslations } from 'next-intl'
import type { Instrument } from '@/lib/codebook/item'
import { HistoryDialog } from './history-dialog'
import { MoveDialog } from './move-dialog'
import { ReasonDialog } from './reason-dialog'
import { SignDialog } from './sign-dialog'
import type { EntryView, VisitView } from './view'

export type RecordDialog = 'sign' | 'lock' | 'unlock' | 'move' | 'void' | 'undo' | 'history'

interface RecordDialogsProps {
  open: RecordDialog
  view: EntryView
  visit: VisitView | null
  instrument: Instrument
  formTitle: string
  label: string
  nameVisit: (code: string) => string
  onClose: () => void
  /** @param leaves the form is not there any more */
  onDone: (leaves: boolean) => void
}

export function RecordDialogs(props: RecordDialogsProps) {
  const { open, view, visit, instrument, formTitle, label, nameVisit, onClose, onDone } = props
  const t = useTranslations('correct')
  const { entryId, record, entry } = view
  const path = `/studies/${view.study}`
  const where = `${view.patient.code} · ${label}`
  const falls = record?.signature ? [t('willVoidSignature', { name: record.signature.signedByName })] : []

  if (open === 'history' && entryId) {
    return (
      <HistoryDialog
        study={view.study}
        entryId={entryId}
        instrument={instrument}
        timeZone={view.timeZone}
        nameVisit={nameVisit}
        onClose={onClose}
      />
    )
  }
  if (open === 'move' && entryId) {
    return (
      <MoveDialog
        view={view}
        entryId={entryId}
        formTitle={formTitle}
        label={label}
        nameVisit={nameVisit}
        onClose={onClose}
      />
    )
  }
  if (open === 'void' && entryId && entry) {
    const last = record?.entries.length === 1 ? [t('willLoseDate')] : []
    return (
      <ReasonDialog
        title={t('void.of', { form: `${formTitle} · ${where}` })}
        about={[t('void.about'), ...last, ...falls]}
        verb={t('void.do')}
        danger
        request={(reason) => ({
          method: 'POST',
          path: `${path}/entries/${entryId}/void`,
          body: { version: entry.version, reason },
        })}
        done={t('void.done')}
        onClose={onClose}
        onDone={() => onDone(true)}
      />
    )
  }
  if (!visit || !record) return null
  if (open === 'sign') {
    return (
      <SignDialog
        view={view}
        visit={visit}
        record={record}
        label={label}
        onClose={onClose}
        onDone={() => onDone(false)}
      />
    )
  }
  if (open === 'undo') {
    return (
      <ReasonDialog
        title={t('undo.of', { visit: where })}
        about={[t('undo.about'), ...falls]}
        verb={t('undo.do')}
        danger
        request={(reason) => ({
          method: 'POST',
          path: `${path}/visits/${visit.id}/void`,
          body: { version: visit.version, reason },
        })}
        done={t('undo.done')}
        onClose={onClose}
        onDone={() => onDone(true)}
      />
    )
  }
  if (open !== 'lock' && open !== 'unlock') return null
  return (
    <ReasonDialog
      title={t(`${open}.of`, { visit: where })}
      about={[t(`${open}.about`)]}
      verb={t(`${open}.do`)}
      asksReason={open === 'unlock'}
      request={(reason) => ({
        method: 'POST',
        path: `${path}/visits/${visit.id}/${open}`,
        body: { version: visit.version, ...(open === 'unlock' ? { reason } : {}) },
      })}
      done={t(`${open}.done`)}
      onClose={onClose}
      onDone={() => onDone(false)}
    />
  )
}
