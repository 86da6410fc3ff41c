'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { Locale } from '@/lib/i18n/locale'
import { ReasonDialog } from '@/components/entry/reason-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { useToast } from '@/components/ui/toast'
import { PhoneForm } from './phone-form'
import type { ContactsView, PhoneLine } from './view'
import { sayAnswer, sayHour } from './words'

type Open =
  | { readonly kind: 'edit'; readonly phone: PhoneLine | null }
  | { readonly kind: 'void'; readonly phone: PhoneLine }

/** The telephones of a patient, the one to call first on top. */
export function Phones({ view }: { view: ContactsView }) {
  const t = useTranslations('contacts')
  const common = useTranslations('common')
  const locale = useLocale() as Locale
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const add = (
    <Button small onClick={() => setOpen({ kind: 'edit', phone: null })}>
      {t('addPhone')}
    </Button>
  )
  return (
    <section aria-labelledby="phones" className="grid content-start gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id="phones" className="text-base font-semibold">
          {t('phones')}
        </h2>
        {view.mayEdit && view.phones.length > 0 && add}
      </div>
      {view.phones.length === 0 && (
        <EmptyState title={t('noPhone')} action={view.mayEdit ? add : undefined}>
          {t('noPhoneNext')}
        </EmptyState>
      )}
      <ul className="grid gap-2">
        {view.phones.map((phone) => (
          <li key={phone.id} className="grid gap-1 rounded border border-line px-3 py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <a
                href={`tel:${phone.number.normalize('NFKC').replace(/[^\d+]/g, '')}`}
                className="text-base font-semibold text-accent underline"
              >
                {phone.number.normalize('NFKC')}
              </a>
              <span>
                {sayAnswer('contact_reached', phone.relation, locale)}
                {phone.holder && ` ${phone.holder}`}
              </span>
              {phone.preferred && <Badge tone="open">{t('first')}</Badge>}
              {phone.wrongSince && <Badge tone="missed">{t('wrongSince', { date: phone.wrongSince })}</Badge>}
            </div>
            {(phone.bestHour !== null || phone.note) && (
              <p className="text-xs text-dim">
                {[phone.bestHour === null ? '' : t('best', { hour: sayHour(phone.bestHour) }), phone.note]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            )}
            {view.mayEdit && (
              <div className="flex gap-2">
                <Button small look="quiet" onClick={() => setOpen({ kind: 'edit', phone })}>
                  {common('edit')}
                </Button>
                <Button small look="quiet" onClick={() => setOpen({ kind: 'void', phone })}>
                  {t('void')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        open={open?.kind === 'edit'}
        onClose={close}
        title={open?.phone ? t('editPhone') : t('addPhone')}
      >
        {open?.kind === 'edit' && (
          <PhoneForm
            study={view.study}
            patientId={view.patientId}
            phone={open.phone}
            onClose={close}
            onSaved={() => {
              toast({ tone: 'done', text: common('saved') })
              close()
              router.refresh()
            }}
          />
        )}
      </Dialog>
      {open?.kind === 'void' && (
        <ReasonDialog
          title={t('voidPhone')}
          about={[t('voidPhoneAbout', { number: open.phone.number })]}
          verb={t('void')}
          danger
          request={(reason) => ({
            method: 'POST',
            path: `/studies/${view.study}/phones/${open.phone.id}/void`,
            body: { version: open.phone.version, reason },
          })}
          done={t('voided')}
          onClose={close}
          onDone={() => {
            close()
            router.refresh()
          }}
        />
      )}
    </section>
  )
}
