'use client'

import { useLocale, useTranslations } from 'next-intl'
import { isUnscheduled } from '@/lib/protocol/protocol-read'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { ShelfProvider, useShelf } from '@/components/forms/shelf-context'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { EntryFormSheet } from './entry-form-sheet'
import { FormTabs } from './form-tabs'
import { PatientTitle, VisitLine } from './head'
import { listAsked } from './places'
import { VerifySheet } from './verify-sheet'
import type { EntryView } from './view'

/** One form of one patient. The page gives it a key, so another form is another sheet. */
export function EntryPage({ view }: { view: EntryView }) {
  return (
    <ShelfProvider own={view.own}>
      <OneForm view={view} />
    </ShelfProvider>
  )
}

function OneForm({ view }: { view: EntryView }) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const shelf = useShelf()
  const instrument = shelf.get(view.place.instrument, view.version)
  const asked = listAsked(view, shelf)
  const nameVisit = (code: string) => {
    const label = view.visitLabels[code]
    if (label) return textOf(label, locale)
    return isUnscheduled(code) ? t('unscheduled', { code }) : code
  }
  const visitless = t(instrument.repeat === 'log' ? 'logForm' : 'operationForm')
  const label = view.visit ? nameVisit(view.visit.code) : visitless
  const waitsForOperation = instrument.repeat === 'level' && view.repeatKeys.length === 0
  if (!waitsForOperation && !view.may.save) {
    return (
      <VerifySheet view={view} instrument={instrument} asked={asked} label={label} nameVisit={nameVisit} />
    )
  }
  if (!waitsForOperation) {
    return (
      <EntryFormSheet view={view} instrument={instrument} asked={asked} label={label} nameVisit={nameVisit} />
    )
  }
  return (
    <>
      <PageHeader
        title={<PatientTitle patient={view.patient} arm={view.armLabel} />}
        subtitle={<VisitLine study={view.study} patient={view.patient} visit={view.visit} label={label} />}
      />
      <PageBody>
        <FormTabs view={view} asked={asked} />
        <EmptyState
          title={t('noLevels', { form: textOf(instrument.title, locale) })}
          action={
            <LinkButton look="primary" href={`/${view.study}/patients/${view.patient.code}/operation`}>
              {t('addOperation')}
            </LinkButton>
          }
        >
          {t('noLevelsNext')}
        </EmptyState>
      </PageBody>
    </>
  )
}
