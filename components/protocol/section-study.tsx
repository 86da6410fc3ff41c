'use client'

import { useTranslations } from 'next-intl'
import { useShelf } from '@/components/forms/shelf-context'
import { useFormValue } from '@/components/ui/form'
import { textOf } from '@/lib/i18n/locale'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { useEditing } from './editor-context'
import { ANALYSIS_SETS } from './editor-values'
import { list, part, text } from './json'
import { BothFields, BoxesField, DayField, NumberField, SelectField, TextField } from './fields'
import { Group } from './group'

const DESIGNS = ['randomised', 'prospective', 'retrospective', 'registry'] as const
const BLINDINGS = ['open', 'single', 'double'] as const
const BLINDED = ['nurse', 'clinician', 'assessor', 'image_reader'] as const

export function StudySection({ today }: { today: string }) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const page = useTranslations('protocolPage')
  const roles = useTranslations('common.roles')
  return (
    <>
      <Group title={t('groups.design')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            name="design"
            label={f('design')}
            required
            options={DESIGNS.map((value) => ({ value, label: page(`design.${value}`) }))}
          />
          <SelectField
            name="blinding"
            label={f('blinding')}
            required
            options={BLINDINGS.map((value) => ({ value, label: page(`blinding.${value}`) }))}
          />
          <TextField
            name="codePrefix"
            label={f('codePrefix')}
            required
            description={t('about.codePrefix')}
            code
          />
          <NumberField name="sampleSize" label={f('sampleSize')} unit={t('patients')} />
        </div>
        <BoxesField
          name="blinded"
          label={f('blinded')}
          description={t('about.blinded')}
          options={BLINDED.map((value) => ({ value, label: roles(value) }))}
        />
      </Group>
      <Outcome />
      <Group title={t('groups.approval')} about={t('about.ethics')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField name="ethics.committee" label={f('committee')} />
          <TextField name="ethics.number" label={f('ethicsNumber')} />
          <DayField name="ethics.approvedOn" label={f('approvedOn')} today={today} />
          <DayField name="ethics.expiresOn" label={f('expiresOn')} today={today} />
          <TextField name="registration.registry" label={f('registry')} placeholder="ChiCTR" />
          <TextField name="registration.number" label={f('registrationNumber')} />
          <DayField name="registration.on" label={f('registeredOn')} today={today} />
          <TextField
            name="consentVersions"
            label={f('consentVersions')}
            description={t('about.consentVersions')}
            placeholder="1.0, 2.0"
            whole
          />
        </div>
      </Group>
      <Group title={f('analysisSets')} about={t('about.analysisSets')}>
        {ANALYSIS_SETS.map((code) => (
          <BothFields key={code} name={`analysisSets.${code}`} label={t(`values.${code}`)} />
        ))}
      </Group>
    </>
  )
}

/** The visits as they are typed now, for choices among them. */
export function useVisitOptions(): { value: string; label: string }[] {
  const { form } = useEditing()
  const locale = usePageLocale()
  return list(useFormValue(form, 'visits')).flatMap((visit) => {
    const { code, label } = part(visit)
    const value = text(code).trim()
    const words = textOf({ zh: text(part(label).zh), en: text(part(label).en) }, locale)
    return value === '' ? [] : [{ value, label: words === '' ? value : `${words} (${value})` }]
  })
}

function Outcome() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const { form } = useEditing()
  const locale = usePageLocale()
  const shelf = useShelf()
  const visits = useVisitOptions()
  const at = text(useFormValue(form, 'primaryOutcome.visit'))
  const visit = list(useFormValue(form, 'visits')).find((one) => text(part(one).code).trim() === at)
  const measured = list(part(visit).instruments).flatMap((asked) => {
    const [id = '', version] = text(part(asked).form).split('@')
    return shelf.find(id, Number(version))?.items ?? []
  })
  return (
    <Group title={t('groups.outcome')} about={t('about.outcome')}>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          name="primaryOutcome.visit"
          label={f('outcomeVisit')}
          options={visits}
          none={t('notStated')}
        />
        <SelectField
          name="primaryOutcome.variable"
          label={f('variable')}
          none={t('notStated')}
          options={measured
            .filter(({ kind }) => kind !== 'text' && kind !== 'date')
            .map(({ name, label }) => ({ value: name, label: `${textOf(label, locale)} (${name})` }))}
        />
        <SelectField
          name="baseline"
          label={f('baseline')}
          description={t('about.baseline')}
          options={visits}
          none={t('beforeOperation')}
        />
      </div>
    </Group>
  )
}
