'use client'

import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { EXTRACT_FORMATS, hasCodebook, hasLabelsInside, isOfRecords, runExtract } from '@/lib/contracts/data'
import { useExtract, type ExtractBody } from './use-extract'

const PARTS = ['data', 'codebook'] as const
const SHAPES = ['long', 'wide'] as const
const PER = ['visit', 'level', 'operation'] as const
const DATES = ['days', 'shifted', 'months', 'none'] as const
const MISSING = ['column', 'code', 'empty'] as const
/** In a file with labels a reason is a missing value of its own. */
const MISSING_INSIDE = ['column', 'empty'] as const

/** Takes a file: its shape and options, what it is for, then the data or the codebook that explains them. */
export function ExtractForm({ study }: { study: string }) {
  const t = useTranslations('extracts')
  const tongue = usePageLocale() === 'en' ? 'en' : 'zh'
  const { ask, take } = useExtract(study)
  const form = useEntryForm({
    schema: runExtract.body,
    defaultValues: {
      ...{ shape: 'long', per: 'visit', format: 'csv', part: 'data', purpose: '' },
      ...{ dates: 'days', choices: 'code', missing: 'column' },
    },
  })
  const long = useFormValue(form, 'shape') === 'long'
  const asked = useFormValue(form, 'dates')
  const dates = DATES.find((name) => name === asked) ?? 'days'
  const format = String(useFormValue(form, 'format'))
  const labelled = hasLabelsInside(format)
  const records = isOfRecords(format)
  const tongues = tongue === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const)
  const choices = labelled || records ? tongues : (['code', ...tongues, 'key'] as const)

  return (
    <Form form={form} onSave={(body) => ask(fitOptions(body, tongue))} onSaved={take}>
      <FieldGrid>
        <Field label={t('format')} group required error={form.error('format')}>
          {(control) => (
            <RadioGroup
              {...control}
              options={EXTRACT_FORMATS.map((format) => ({ value: format, label: t(`formats.${format}`) }))}
              {...form.register('format')}
            />
          )}
        </Field>
        {!records && (
          <Field label={t('shape')} group required error={form.error('shape')}>
            {(control) => (
              <RadioGroup
                {...control}
                inline={false}
                options={SHAPES.map((shape) => ({ value: shape, label: t(`shapes.${shape}`) }))}
                {...form.register('shape')}
              />
            )}
          </Field>
        )}
        {long && !records && (
          <Field label={t('per')} error={form.error('per')}>
            {(control) => (
              <Select {...control} {...form.register('per')}>
                {PER.map((per) => (
                  <option key={per} value={per}>
                    {t(`perOptions.${per}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('dates')} description={t(`datesAbout.${dates}`)} error={form.error('dates')}>
          {(control) => (
            <Select {...control} {...form.register('dates')}>
              {DATES.map((name) => (
                <option key={name} value={name}>
                  {t(`dateOptions.${name}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t(labelled || records ? 'labelsIn' : 'choices')} error={form.error('choices')}>
          {(control) => (
            <Select {...control} {...form.register('choices')}>
              {choices.map((name) => (
                <option key={name} value={name}>
                  {t(`choiceOptions.${name}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {!records && (
          <Field label={t('missing')} error={form.error('missing')}>
            {(control) => (
              <Select {...control} {...form.register('missing')}>
                {(labelled ? MISSING_INSIDE : MISSING).map((name) => (
                  <option key={name} value={name}>
                    {t(labelled && name === 'column' ? 'missingOptions.declared' : `missingOptions.${name}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('purpose')} required description={t('purposeHelp')} error={form.error('purpose')}>
          {(control) => <TextInput {...control} maxLength={200} {...form.register('purpose')} />}
        </Field>
      </FieldGrid>
      <div className="flex flex-wrap gap-2">
        {(hasCodebook(format) ? PARTS : (['data'] as const)).map((part) => (
          <Button
            key={part}
            type="submit"
            look={part === 'data' ? 'primary' : 'plain'}
            busy={form.saving}
            onClick={() => form.setValue('part', part)}
          >
            {t(`download.${part}`)}
          </Button>
        ))}
      </div>
    </Form>
  )
}

/** What was chosen for another format, and is no more to be seen, is not asked for. */
function fitOptions(body: ExtractBody, tongue: 'zh' | 'en'): ExtractBody {
  const { format, choices, missing } = body
  if (!hasLabelsInside(format) && !isOfRecords(format))
    return hasCodebook(format) ? body : { ...body, part: 'data' }
  return {
    ...body,
    part: 'data',
    choices: choices === 'zh' || choices === 'en' ? choices : tongue,
    missing: missing === 'empty' ? 'empty' : 'column',
  }
}
