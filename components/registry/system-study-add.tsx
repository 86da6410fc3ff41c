'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import * as z from 'zod'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { PROTOCOL_SOURCES } from '@/lib/protocol/shipped/ids'
import { ClosedBox, SiteBoxes, StudyTitleFields, studyTitles } from './system-study-fields'
import type { SiteLine } from './system-sites'
import type { StudyLine } from './system-studies'

const schema = z.object({
  ...studyTitles,
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .regex(/^[a-z][a-z0-9-]{1,30}$/),
  protocol: z.enum(PROTOCOL_SOURCES),
  /** The other study, when the protocol begins as its. */
  like: z.string(),
  codePrefix: z
    .string()
    .trim()
    .toUpperCase()
    .min(1)
    .regex(/^[A-Z][A-Z0-9]{0,7}$/),
  sites: z.array(z.string()).min(1),
})

interface AddStudyProps {
  sites: readonly SiteLine[]
  studies: readonly StudyLine[]
  onClose: () => void
}

export function AddStudyForm({ sites, studies, onClose }: AddStudyProps) {
  const t = useTranslations('system.studies')
  const common = useTranslations('common')
  const english = useLocale() === 'en'
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const alone = sites.length === 1 && sites[0] ? [sites[0].code] : []
  const form = useEntryForm({
    schema,
    defaultValues: {
      titleZh: '',
      titleEn: '',
      followUpClosed: false,
      slug: '',
      protocol: 'live',
      like: studies[0]?.slug ?? '',
      codePrefix: '',
      sites: alone,
    },
  })
  const source = useFormValue(form, 'protocol')
  const sources = PROTOCOL_SOURCES.filter((one) => one !== 'study' || studies.length > 0)
  return (
    <Form
      form={form}
      onSave={({ like, ...values }) =>
        send({
          method: 'POST',
          path: '/studies',
          body: { ...values, like: values.protocol === 'study' ? like : null },
        })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('added') })
        router.refresh()
      }}
    >
      <StudyTitleFields register={(name) => form.register(name)} error={(name) => form.error(name)} />
      <Field label={t('protocol')} required description={t('protocolAbout')} error={form.error('protocol')}>
        {(control) => (
          <Select {...control} {...form.register('protocol')} className="w-full">
            {sources.map((id) => (
              <option key={id} value={id}>
                {t(`protocols.${id}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {source === 'study' && (
        <Field label={t('like')} required error={form.error('like')}>
          {(control) => (
            <Select {...control} {...form.register('like')} className="w-full">
              {studies.map(({ slug, titleZh, titleEn }) => (
                <option key={slug} value={slug}>
                  {english ? titleEn : titleZh}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('slug')} required description={t('slugAbout')} error={form.error('slug')}>
          {(control) => (
            <TextInput
              {...control}
              {...form.register('slug')}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field
          label={t('codePrefix')}
          required
          description={t('codePrefixAbout')}
          error={form.error('codePrefix')}
        >
          {(control) => (
            <TextInput
              {...control}
              {...form.register('codePrefix')}
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
      </div>
      <SiteBoxes
        label={t('sites')}
        required
        sites={sites}
        english={english}
        input={form.register('sites')}
        chosen={alone}
        error={form.error('sites')}
      />
      <ClosedBox {...form.register('followUpClosed')} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {common('add')}
        </Button>
      </div>
    </Form>
  )
}
