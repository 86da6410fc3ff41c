'use client'

/** Randomisation; and how complications are judged and data checked. */
import { useTranslations } from 'next-intl'
import { useFormValue } from '@/components/ui/form'
import { textOf } from '@/lib/i18n/locale'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { AskedForms } from './asked-forms'
import { useEditing } from './editor-context'
import { list, part, text } from './json'
import { BothFields, NumberField, SelectField, TextField, TickField } from './fields'
import { Group } from './group'
import { Rows } from './rows'
import { useVisitOptions } from './section-study'

const NO_WORDS = { zh: '', en: '' }

export function RandomisationSection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const { form } = useEditing()
  const locale = usePageLocale()
  const on = useFormValue(form, 'randomisation.on') === true
  const kind = useFormValue(form, 'randomisation.kind')
  const arms = list(useFormValue(form, 'arms')).map(part)
  return (
    <Group title={f('randomisation')} about={t('about.randomisation')}>
      <TickField name="randomisation.on" label={t('randomised')} />
      {on && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField
              name="randomisation.kind"
              label={t('allocation')}
              required
              options={[
                { value: 'blocks', label: t('values.blocks') },
                { value: 'list', label: t('values.list') },
              ]}
            />
            <TextField
              name="randomisation.blockSizes"
              label={f('blockSizes')}
              description={t(kind === 'list' ? 'about.listSizes' : 'about.blockSizes')}
              placeholder="4, 6, 8"
              whole
            />
          </div>
          <TickField name="randomisation.bySite" label={f('bySite')} />
          <fieldset className="grid gap-3">
            <legend className="mb-1 font-medium">{f('ratio')}</legend>
            <div className="grid gap-3 sm:grid-cols-3">
              {arms.map(({ code, label }, at) => {
                const { zh, en } = part(label)
                const name = textOf({ zh: text(zh), en: text(en) }, locale) || text(code) || String(at + 1)
                return (
                  <NumberField
                    key={at}
                    name={`arms.${at}.share`}
                    also={[`randomisation.ratio.${text(code)}`]}
                    label={name}
                    required
                  />
                )
              })}
            </div>
          </fieldset>
          <Group title={f('strata')} about={t('about.strata')}>
            <Rows
              name="randomisation.strata"
              one={t('one.stratum')}
              addWords={t('add.stratum')}
              fresh={() => ({
                code: '',
                label: NO_WORDS,
                answers: [
                  { code: '', label: NO_WORDS },
                  { code: '', label: NO_WORDS },
                ],
              })}
              empty={t('noStrata')}
            >
              {(at) => <Stratum at={at} />}
            </Rows>
          </Group>
        </>
      )}
    </Group>
  )
}

function Stratum({ at }: { at: string }) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  return (
    <>
      <TextField
        name={`${at}.code`}
        also={[at]}
        label={f('code')}
        required
        description={t('about.stratumCode')}
        code
      />
      <BothFields name={`${at}.label`} label={t('question')} required />
      <Rows
        name={`${at}.answers`}
        one={t('one.answer')}
        addWords={t('add.answer')}
        fresh={() => ({ code: '', label: NO_WORDS })}
      >
        {(answer) => (
          <>
            <TextField name={`${answer}.code`} also={[answer]} label={f('code')} required code />
            <BothFields name={`${answer}.label`} label={f('label')} required />
          </>
        )}
      </Rows>
    </>
  )
}

export function FormsSection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  return (
    <>
      <Group title={f('operationInstruments')} about={t('about.operationInstruments')}>
        <AskedForms
          name="operationInstruments"
          fits={(repeat) => repeat === 'operation' || repeat === 'none'}
        />
      </Group>
      <Group title={f('logInstruments')} about={t('about.logInstruments')}>
        <AskedForms name="logInstruments" fits={(repeat) => repeat === 'log'} />
      </Group>
    </>
  )
}

export function QualitySection() {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const visits = useVisitOptions()
  return (
    <>
      <Group title={f('adjudication')} about={t('about.adjudication')}>
        <SelectField
          name="adjudication.readers"
          label={f('readers')}
          none={t('oneReaderOpen')}
          options={[
            { value: '1', label: t('values.one_reader') },
            { value: '2', label: t('values.two_readers') },
          ]}
        />
        <TickField name="adjudication.blind" label={f('blind')} />
      </Group>
      <Group title={f('checks')} about={t('about.checks')}>
        <Rows
          name="checks"
          one={t('one.check')}
          addWords={t('add.check')}
          fresh={() => ({ id: '', severity: 'soft', when: '', message: NO_WORDS })}
          empty={t('noChecks')}
        >
          {(at) => (
            <>
              <div className="grid gap-3 sm:grid-cols-2">
                <TextField name={`${at}.id`} also={[at]} label={f('id')} required code />
                <SelectField
                  name={`${at}.severity`}
                  label={f('severity')}
                  required
                  options={[
                    { value: 'soft', label: t('values.soft') },
                    { value: 'hard', label: t('values.hard') },
                  ]}
                />
              </div>
              <TextField
                name={`${at}.when`}
                label={f('when')}
                required
                description={t('about.when')}
                placeholder="m3.odi > pre.odi + 20"
                wide
              />
              <BothFields name={`${at}.message`} label={f('message')} required />
            </>
          )}
        </Rows>
      </Group>
      <Group title={f('doubleEntry')} about={t('about.doubleEntry')}>
        <NumberField name="doubleEntry" label={f('doubleEntryShare')} unit="%" placeholder="10" />
      </Group>
      <Group title={f('brake')} about={t('about.brake')}>
        <div className="grid gap-3 sm:grid-cols-3">
          <SelectField name="brake.visit" label={t('one.visit')} options={visits} none={t('noBrake')} />
          <NumberField name="brake.below" label={f('below')} unit="%" />
          <NumberField name="brake.least" label={f('least')} unit={t('windowsUnit')} />
        </div>
      </Group>
    </>
  )
}
