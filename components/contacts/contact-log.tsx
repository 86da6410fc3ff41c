'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Locale } from '@/lib/i18n/locale'
import { ReasonDialog } from '@/components/entry/reason-dialog'
import type { AttemptLine } from '@/components/phone/view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { ContactForm } from './contact-form'
import type { ContactsView } from './view'
import { sayAnswer, sayAttempt, sayHour } from './words'

/** Every attempt to reach the patient, the last one first. */
export function ContactLog({ view }: { view: ContactsView }) {
  const t = useTranslations('contacts')
  const common = useTranslations('common')
  const locale = useLocale() as Locale
  const router = useRouter()
  const toast = useToast()
  const [adding, setAdding] = useState(false)
  const [voiding, setVoiding] = useState<AttemptLine | null>(null)
  const columns: Column<AttemptLine>[] = [
    {
      id: 'on',
      header: t('when'),
      rowHeader: true,
      cell: (row) => `${row.happenedOn}${row.happenedTime ? ` ${row.happenedTime}` : ''}`,
    },
    {
      id: 'channel',
      header: t('channel'),
      wide: true,
      cell: (row) => sayAnswer('contact_channel', row.channel, locale),
    },
    { id: 'visit', header: t('visit'), wide: true, cell: (row) => row.visitLabel ?? '–' },
    {
      id: 'result',
      header: t('result'),
      wrap: true,
      cell: (row) => (
        <>
          {sayAttempt(row, locale)}
          {row.note && <p className="text-xs text-dim">{row.note}</p>}
        </>
      ),
    },
    {
      id: 'next',
      header: t('next'),
      wide: true,
      cell: (row) =>
        row.nextOn ? `${row.nextOn}${row.nextHour === null ? '' : ` ${sayHour(row.nextHour)}`}` : '–',
    },
    { id: 'who', header: t('who'), wide: true, cell: (row) => row.madeByName },
    ...(view.mayEdit
      ? [
          {
            id: 'void',
            header: <span className="sr-only">{t('void')}</span>,
            align: 'right' as const,
            cell: (row: AttemptLine) => (
              <Button small look="quiet" onClick={() => setVoiding(row)}>
                {t('void')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  const refresh = () => router.refresh()
  return (
    <section aria-labelledby="contacts" className="grid content-start gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id="contacts" className="text-base font-semibold">
          {t('log')}
        </h2>
        {view.mayEdit && (
          <Button small onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        )}
      </div>
      <DataTable
        columns={columns}
        rows={view.attempts}
        rowId={(row) => row.id}
        caption={t('log')}
        total={view.total}
        page={view.page}
        pageSize={view.pageSize}
        empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
      />
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('add')} wide>
        {adding && (
          <ContactForm
            view={view}
            onClose={() => setAdding(false)}
            onSaved={() => {
              toast({ tone: 'done', text: common('saved') })
              setAdding(false)
              refresh()
            }}
          />
        )}
      </Dialog>
      {voiding && (
        <ReasonDialog
          title={t('voidContact')}
          about={[t('voidContactAbout', { on: voiding.happenedOn, what: sayAttempt(voiding, locale) })]}
          verb={t('void')}
          danger
          request={(reason) => ({
            method: 'POST',
            path: `/studies/${view.study}/contacts/${voiding.id}/void`,
            body: { version: voiding.version, reason },
          })}
          done={t('voided')}
          onClose={() => setVoiding(null)}
          onDone={() => {
            setVoiding(null)
            refresh()
          }}
        />
      )}
    </section>
  )
}
