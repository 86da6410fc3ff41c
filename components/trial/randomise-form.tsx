'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { EnterGoesOn } from '@/components/entry/enter-goes-on'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { createSender } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { useToast } from '@/components/ui/toast'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { textOf } from '@/lib/i18n/locale'
import type { Stratum } from '@/lib/protocol/protocol'

interface RandomiseFormProps {
  study: string
  enrolmentId: string
  version: number
  strata: readonly Stratum[]
}

const schema = z.strictObject({ strata: z.record(z.string(), z.string().min(1)).default({}) })

/** The questions that the randomisation is stratified by, and the one button that cannot be taken back. */
export function RandomiseForm({ study, enrolmentId, version, strata }: RandomiseFormProps) {
  const locale = usePageLocale()
  const t = useTranslations('trial')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { strata: {} } })
  const focusFirst = useEffectEvent(() => {
    const [first] = strata
    if (first && !window.matchMedia('(pointer: coarse)').matches) form.setFocus(`strata.${first.code}`)
  })
  useEffect(() => focusFirst(), [])
  return (
    <Form
      form={form}
      onSave={(values) =>
        send<{ number: string }>({
          method: 'POST',
          path: `/studies/${study}/enrolments/${enrolmentId}/randomise`,
          body: { ...values, version },
        })
      }
      onSaved={({ number }) => {
        toast({ tone: 'done', text: t('randomised', { number }) })
        router.refresh()
      }}
    >
      <Banner tone="open">{t('once')}</Banner>
      <EnterGoesOn>
        <FieldGrid>
          {strata.map(({ code, label, answers }) => (
            <Field
              key={code}
              label={textOf(label, locale)}
              group
              required
              error={form.error(`strata.${code}`)}
            >
              {(control) => (
                <RadioGroup
                  {...control}
                  {...form.register(`strata.${code}`)}
                  options={answers.map((answer, index) => ({
                    value: answer.code,
                    label: textOf(answer.label, locale),
                    digit: String(index + 1),
                  }))}
                />
              )}
            </Field>
          ))}
        </FieldGrid>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
            {t('randomise')}
          </Button>
        </div>
      </EnterGoesOn>
    </Form>
  )
}
