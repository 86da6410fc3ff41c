'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { SiteLine } from './system-sites'
import { readCurrent, useConflictText } from './system-conflict'

const DEFAULT_ZONE = 'Asia/Shanghai'

const schema = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .min(1)
    .regex(/^[A-Z0-9]{2,8}$/),
  nameZh: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1),
  phone: z
    .string()
    .trim()
    .regex(/^([+0-9(][0-9 ()\-转x]{2,39})?$/),
})

interface SiteFormProps {
  /** Null adds one. */
  site: SiteLine | null
  zones: readonly string[]
  onClose: () => void
}

export function SiteForm({ site, zones, onClose }: SiteFormProps) {
  const t = useTranslations('system.sites')
  const common = useTranslations('common')
  const conflictText = useConflictText()
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [version, setVersion] = useState(site?.version ?? 0)
  const [conflict, setConflict] = useState<SiteLine | null>(null)
  const form = useEntryForm({
    schema,
    defaultValues: {
      code: site?.code ?? '',
      nameZh: site?.nameZh ?? '',
      nameEn: site?.nameEn ?? '',
      timeZone: site?.timeZone ?? DEFAULT_ZONE,
      phone: site?.phone ?? '',
    },
  })
  return (
    <Form
      form={form}
      onSave={({ code, phone, ...names }) =>
        site
          ? send({
              method: 'PATCH',
              path: `/sites/${site.id}`,
              body: { version, ...names, phone: phone || null },
            })
          : send({ method: 'POST', path: '/sites', body: { code, ...names, phone: phone || null } })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t(site ? 'saved' : 'added') })
        router.refresh()
      }}
      onProblem={(problem) => {
        const current = readCurrent<SiteLine>(problem)
        if (current) setVersion(current.version)
        setConflict(current)
        return current !== null
      }}
    >
      {conflict && (
        <Banner tone="late" alert>
          {conflictText([conflict.nameZh, conflict.nameEn, conflict.timeZone, conflict.phone])}
        </Banner>
      )}
      {!site && (
        <Field label={t('code')} required description={t('codeAbout')} error={form.error('code')}>
          {(control) => (
            <TextInput
              {...control}
              {...form.register('code')}
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Field label={t('nameZh')} required error={form.error('nameZh')}>
        {(control) => <TextInput {...control} {...form.register('nameZh')} lang="zh-CN" />}
      </Field>
      <Field label={t('nameEn')} required error={form.error('nameEn')}>
        {(control) => <TextInput {...control} {...form.register('nameEn')} lang="en" />}
      </Field>
      <Field label={t('phone')} description={t('phoneAbout')} error={form.error('phone')}>
        {(control) => <TextInput {...control} {...form.register('phone')} type="tel" autoComplete="off" />}
      </Field>
      <Field label={t('timeZone')} required description={t('timeZoneAbout')} error={form.error('timeZone')}>
        {(control) => (
          <Select {...control} {...form.register('timeZone')} className="w-full">
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {common(site ? 'save' : 'add')}
        </Button>
      </div>
    </Form>
  )
}
