'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { readResidentId } from '@/lib/codebook/resident-id'
import { identity, registerPatient } from '@/lib/contracts/patients'
import { Banner } from '@/components/ui/banner'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { createSender, type ApiProblem, type Result } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue, type EntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { asOptional } from './enrol-values'
import { IdentityFields } from './identity-fields'
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
              <IdentityFields
                today={today}
                form={{
                  register,
                  error: form.error,
                  read: form.getValues,
                  write: (name, value) => form.setValue(name, value, { shouldDirty: true }),
                  idNumber,
                }}
                phone={
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
                }
              />
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
