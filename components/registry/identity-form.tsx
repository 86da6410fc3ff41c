'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { readResidentId } from '@/lib/codebook/resident-id'
import { updatePatient } from '@/lib/contracts/patients'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Button } from '@/components/ui/button'
import { createSender, type ApiProblem, type Result } from '@/components/ui/client-api'
import { FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { LinkButton } from '@/components/ui/link-button'
import { useToast } from '@/components/ui/toast'
import { asOptional } from './enrol-values'
import { IdentityFields } from './identity-fields'
import { TheirsBanner } from './theirs-banner'

const { shape } = updatePatient.body.shape.identity

// A part left empty is not known. Radio buttons nobody touched hand over null.
const schema = z.strictObject({
  identity: z.strictObject({
    name: z.string().trim().min(1).max(80),
    sex: z.preprocess(asOptional, shape.sex),
    birthDate: z.preprocess(asOptional, shape.birthDate),
    idNumber: shape.idNumber,
    hospitalNumber: shape.hospitalNumber,
    address: shape.address,
  }),
})
type Body = z.output<typeof schema>
type Identity = Body['identity']

interface IdentityFormProps {
  study: string
  patientId: string
  back: string
  version: number
  identity: Partial<Identity>
  today: string
}

/** Corrects who the patient is. Two people at once see each other's values before anything is overwritten. */
export function IdentityForm({ study, patientId, back, version: first, identity, today }: IdentityFormProps) {
  const t = useTranslations('identity')
  const register = useTranslations('register')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [version, setVersion] = useState(first)
  const [theirs, setTheirs] = useState<{ version: number; identity: Partial<Identity> } | null>(null)
  const form = useEntryForm({ schema, defaultValues: { identity: toTexts(identity) } })

  const idNumber = String(useFormValue(form, 'identity.idNumber') ?? '')

  async function save({ identity: typed }: Body): Promise<Result<{ id: string }>> {
    const card = typed.idNumber ? readResidentId(typed.idNumber) : null
    if (card?.kind === 'faulty') {
      const fields = [{ field: 'identity.idNumber', code: card.issue }]
      return { ok: false, problem: { code: 'invalid', status: 422, fields, extra: {}, body: null } }
    }
    const known = Object.fromEntries(Object.entries(typed).filter(([, value]) => value))
    return send({
      method: 'PUT',
      path: `/studies/${study}/patients/${patientId}`,
      body: { version, identity: known },
    })
  }

  function showTheirs(problem: ApiProblem): boolean {
    const current = problem.extra.current
    if (problem.code !== 'conflict' || !current) return false
    setTheirs(current as { version: number; identity: Partial<Identity> })
    return true
  }

  function keepMine() {
    if (theirs) setVersion(theirs.version)
    setTheirs(null)
  }

  return (
    <Form
      form={form}
      onSave={save}
      onProblem={showTheirs}
      onSaved={() => {
        toast({ tone: 'done', text: common('saved') })
        router.push(back)
        router.refresh()
      }}
    >
      <p className="text-dim">{t('about')}</p>
      {theirs && (
        <TheirsBanner
          title={t('theirs')}
          values={[
            theirs.identity.name,
            theirs.identity.sex && register(`sexes.${theirs.identity.sex}`),
            theirs.identity.birthDate,
            theirs.identity.idNumber,
            theirs.identity.hospitalNumber,
            theirs.identity.address,
          ]}
          onTake={() => {
            form.reset({ identity: toTexts(theirs.identity) })
            keepMine()
          }}
          onKeep={keepMine}
        />
      )}
      <EnterGoesOn>
        <FieldGrid>
          <IdentityFields
            today={today}
            form={{
              register: form.register,
              error: form.error,
              read: form.getValues,
              write: (name, value) =>
                form.setValue(name as 'identity.name', value ?? '', { shouldDirty: true }),
              idNumber,
            }}
          />
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {common('save')}
          </Button>
          <LinkButton look="quiet" href={back}>
            {common('cancel')}
          </LinkButton>
        </div>
      </EnterGoesOn>
    </Form>
  )
}

function toTexts(identity: Partial<Identity>) {
  const { name = '', sex, birthDate = '', idNumber = '', hospitalNumber = '', address = '' } = identity
  return { name, sex, birthDate, idNumber, hospitalNumber, address }
}
