'use client'

/** Arms and criteria. */
import { useTranslations } from 'next-intl'
import { useFormValue } from '@/components/ui/form'
import { useEditing } from './editor-context'
import { BothFields, SelectField, TextField } from './fields'
import { Group } from './group'
import { Rows } from './rows'
import { list, part, text } from './json'

export const TECHNIQUES = ['PVP', 'PKP', 'PELD', 'other'] as const

export function useTechniqueOptions() {
  const t = useTranslations('operation')
  return TECHNIQUES.map((value) => ({ value, label: t(`techniques.${value}`) }))
}

const NO_WORDS = { zh: '', en: '' }

export function ArmsSection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const techniques = useTechniqueOptions()
  return (
    <Group title={f('arms')} about={t('about.arms')}>
      <Rows
        name="arms"
        one={t('one.arm')}
        addWords={t('add.arm')}
        fresh={() => ({ code: '', label: NO_WORDS, technique: 'other', share: '1' })}
      >
        {(at) => (
          <>
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField
                name={`${at}.code`}
                also={[at]}
                label={f('code')}
                required
                description={t('about.code')}
                code
              />
              <SelectField name={`${at}.technique`} label={f('technique')} required options={techniques} />
            </div>
            <BothFields name={`${at}.label`} label={f('label')} required />
          </>
        )}
      </Rows>
    </Group>
  )
}

export function CriteriaSection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const page = useTranslations('protocolPage')
  const { form } = useEditing()
  const strata = list(part(useFormValue(form, 'randomisation')).strata)
    .map((stratum) => text(part(stratum).code))
    .filter(Boolean)
  return (
    <Group title={f('criteria')} about={t('about.criteria')}>
      <Rows
        name="criteria"
        one={t('one.criterion')}
        addWords={t('add.criterion')}
        fresh={() => ({ id: '', label: NO_WORDS, kind: 'inclusion', rule: '' })}
        empty={t('noCriteria')}
      >
        {(at) => (
          <>
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField
                name={`${at}.id`}
                also={[at]}
                label={f('id')}
                required
                description={t('about.code')}
                code
              />
              <SelectField
                name={`${at}.kind`}
                label={f('kind')}
                required
                options={[
                  { value: 'inclusion', label: page('inclusion') },
                  { value: 'exclusion', label: page('exclusion') },
                ]}
              />
            </div>
            <BothFields name={`${at}.label`} label={f('label')} required />
            <TextField
              name={`${at}.rule`}
              label={f('rule')}
              description={t('about.rule', { names: ['age', 'sex', ...strata].join(', ') })}
              placeholder="age >= 18 and age <= 80"
              wide
            />
          </>
        )}
      </Rows>
    </Group>
  )
}
