'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { parseDateText } from '@/lib/codebook/dates'
import { readResidentId } from '@/lib/codebook/resident-id'
import { identity, registerPatient } from '@/lib/contracts/patients'
import { Banner } from '@/components/ui/banner'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { createSender, type ApiProblem, type Result } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue, type EntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { asDate, asOptional } from './enrol-values'
import { FoundPatients, type FoundPatient } from './register-found'
import { guessIdentity, isNameOnly } from './register-guess'

// Radio buttons nobody touched hand over null: react-hook-form asks no setValueAs of them.
const schema = registerPatient.body.extend({
  identity: identity.extend({ sex: z.preprocess(asOptional, identity.shape.sex) }),
})
type Body = z.output<typeof schema>

interface RegisterFormProps {
  study: string
  sites: readonly { readonly code: string; readonly name: string }[]
  today: string
  /** What was looked for without finding it. */
  query: string
}

export function RegisterForm({ study, sites, today, query }: RegisterFormProps) {
  const t = useTranslations('register')
  const issueText = useIssueText()
  const router = useRouter()
  const [send] = useState(() => createSender())
  const [nameless, setNameless] = useState(false)
  const [duplicate, setDuplicate] = useState<{ body: Body; rows: FoundPatient[] } | null>(null)
  const form = useEntryForm({
    schema,
    defaultValues: { identity: guessIdentity(query), notDuplicate: false },
  })
  const { register } = form
  const idNumber = String(useFormValue(form, 'identity.idNumber') ?? '')
  const read = idNumber === '' ? null : readResidentId(idNumber)

  async function save(body: Body): Promise<Result<{ id: string }>> {
    const refused = nameless ? null : refuseIdentity(body)
    if (refused) return { ok: false, problem: refused }
    return send({
      method: 'POST',
      path: `/studies/${study}/patients`,
      body: { ...body, identity: nameless ? null : body.identity },
    })
  }

  const goOn = ({ id }: { id: string }) => router.push(`/${study}/patients/${id}/enrol`)

  function showDuplicates(problem: ApiProblem): boolean {
    const rows = problem.extra.candidates
    if (problem.code !== 'conflict' || !Array.isArray(rows)) return false
    setDuplicate({ body: problem.body as Body, rows: rows as FoundPatient[] })
    return true
  }

  async function registerAnyway() {
    if (!duplicate) return
    const result = await save({ ...duplicate.body, notDuplicate: true })
    if (result.ok) {
      form.reset(undefined, { keepValues: true })
      goOn(result.data)
    } else form.setProblem(result.problem)
  }

  /** The number of an identity card says birth date and sex; what is typed already stays. */
  function takeFromId() {
    const card = readResidentId(String(form.getValues('identity.idNumber') ?? ''))
    if (card.kind !== 'card') return
    if (!form.getValues('identity.birthDate')) form.setValue('identity.birthDate', card.birthDate)
    if (!form.getValues('identity.sex')) form.setValue('identity.sex', card.sex)
  }

  return (
    <Form form={form} onSave={save} onSaved={goOn} onProblem={showDuplicates}>
      <h2 className="text-base font-semibold">{t('newPatient')}</h2>
      {duplicate && (
        <Banner
          tone="late"
          alert
          title={t('maybeKnown')}
          actions={
            <Button onClick={() => void registerAnyway()} autoFocus>
              {t('notTheSame')}
            </Button>
          }
        >
          <p>{t('maybeKnownNext')}</p>
          <FoundPatients study={study} rows={duplicate.rows} />
        </Banner>
      )}
      <EnterGoesOn>
        <FieldGrid>
          {sites.length > 1 && (
            <Field label={t('site')} required error={form.error('site')}>
              {(control) => (
                <Select {...control} {...register('site', { setValueAs: asOptional })}>
                  <option value="">{t('choose')}</option>
                  {sites.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <div className="field-whole">
            <Checkbox
              label={t('nameless')}
              checked={nameless}
              onChange={(event) => setNameless(event.currentTarget.checked)}
            />
          </div>
          {!nameless && (
            <>
              <Field label={t('name')} required error={form.error('identity.name')}>
                {(control) => <TextInput {...control} {...register('identity.name')} autoFocus />}
              </Field>
              <Field
                label={t('idNumber')}
                error={
                  form.error('identity.idNumber') ??
                  (read?.kind === 'faulty' && idNumber.length >= 15
                    ? issueText({ code: read.issue })
                    : undefined)
                }
                description={
                  read?.kind === 'card'
                    ? t('fromId', { date: read.birthDate, sex: t(`sexes.${read.sex}`) })
                    : undefined
                }
              >
                {(control) => (
                  <TextInput
                    {...control}
                    {...register('identity.idNumber', { onBlur: takeFromId })}
                    inputMode="text"
                    className="max-w-60!"
                  />
                )}
              </Field>
              <Field label={t('sex')} group error={form.error('identity.sex')}>
                {(control) => (
                  <RadioGroup
                    {...control}
                    {...register('identity.sex')}
                    options={[
                      { value: 'M', label: t('sexes.M'), digit: '1' },
                      { value: 'F', label: t('sexes.F'), digit: '2' },
                    ]}
                    onClear={() => form.setValue('identity.sex', undefined, { shouldDirty: true })}
                  />
                )}
              </Field>
              <Field label={t('birthDate')} error={form.error('identity.birthDate')}>
                {(control) => (
                  <DateInput
                    {...control}
                    {...register('identity.birthDate', { setValueAs: asDate(today, undefined) })}
                    parse={(raw) => parseDateText(raw, { today })}
                  />
                )}
              </Field>
              <Field label={t('phone')} error={form.error('identity.phone')}>
                {(control) => (
                  <TextInput
                    {...control}
                    {...register('identity.phone')}
                    inputMode="tel"
                    className="max-w-60!"
                  />
                )}
              </Field>
              <Field label={t('hospitalNumber')} error={form.error('identity.hospitalNumber')}>
                {(control) => (
                  <TextInput {...control} {...register('identity.hospitalNumber')} className="max-w-60!" />
                )}
              </Field>
              <Field label={t('address')} error={form.error('identity.address')}>
                {(control) => <TextInput {...control} {...register('identity.address')} />}
              </Field>
            </>
          )}
        </FieldGrid>
        {!nameless && <NameOnlyNote form={form} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {t('register')}
          </Button>
        </div>
      </EnterGoesOn>
    </Form>
  )
}

function NameOnlyNote({ form }: { form: EntryForm<z.input<typeof schema>, Body> }) {
  const t = useTranslations('register')
  const identity = useFormValue(form, 'identity')
  if (typeof identity !== 'object' || identity === null || !isNameOnly({ ...identity })) return null
  return (
    <Banner tone="late" title={t('nameOnly')}>
      {t('nameOnlyNext')}
    </Banner>
  )
}

/** A person is registered by name; a card number with a slip in it would never be found again. */
function refuseIdentity(body: Body): ApiProblem | null {
  const { name, idNumber } = body.identity ?? {}
  const id = idNumber ? readResidentId(idNumber) : null
  const fields = [
    ...(name ? [] : [{ field: 'identity.name', code: 'required' }]),
    ...(id?.kind === 'faulty' ? [{ field: 'identity.idNumber', code: id.issue }] : []),
  ]
  return fields.length === 0 ? null : { code: 'invalid', status: 422, fields, extra: {}, body }
}
