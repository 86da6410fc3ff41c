'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { nameOption, type Option } from '@/components/registry/study-labels'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Field, FieldGrid } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { shortText } from '@/lib/contracts/fields'
import { formatDate } from '@/lib/i18n/format-date'
import { ReasonDialog } from './reason-dialog'
import type { FeedView } from './view'

interface CalendarsProps {
  slug: string
  feeds: readonly FeedView[]
  sites: readonly Option[]
}

const HEAD = 'h-row border-y border-line bg-well px-2 text-left text-xs font-medium text-dim'
const CELL = 'border-b border-line px-2 py-1.5 text-left'

/** Addresses at which a calendar reads a site's windows: made, shown once, revoked. */
export function Calendars({ slug, feeds, sites }: CalendarsProps) {
  const t = useTranslations('calendars')
  const [address, setAddress] = useState<string | null>(null)
  return (
    <section className="no-print grid gap-2">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p className="max-w-4xl text-xs text-dim">{t('about')}</p>
      {feeds.length === 0 ? (
        <p>{t('empty')}</p>
      ) : (
        <div
          className="scroll-hint relative overflow-x-auto"
          tabIndex={0}
          role="region"
          aria-label={t('title')}
        >
          <table className="border-separate border-spacing-0">
            <thead>
              <tr>
                {(['label', 'site', 'madeBy', 'madeAt'] as const).map((key) => (
                  <th key={key} scope="col" className={HEAD}>
                    {t(key)}
                  </th>
                ))}
                <th scope="col" className={HEAD} aria-label={t('revoke')} />
              </tr>
            </thead>
            <tbody>
              {feeds.map((feed) => (
                <tr key={feed.id}>
                  <th scope="row" className={`${CELL} font-medium`}>
                    {feed.label}
                  </th>
                  <td className={CELL}>{nameOption(sites, feed.site)}</td>
                  <td className={CELL}>{feed.madeBy}</td>
                  <td className={CELL}>{formatDate(feed.madeOn)}</td>
                  <td className={CELL}>
                    <ReasonDialog
                      path={`/studies/${slug}/calendars/${feed.id}/revoke`}
                      version={feed.version}
                      label={t('revoke')}
                      title={t('revokeOf', { label: feed.label })}
                      about={t('revokeAbout')}
                      done={t('revoked')}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {address && <NewAddress address={address} />}
      <MakeForm slug={slug} sites={sites} onMade={setAddress} />
    </section>
  )
}

function NewAddress({ address }: { address: string }) {
  const t = useTranslations('calendars')
  const toast = useToast()
  async function handleCopy() {
    await navigator.clipboard.writeText(address)
    toast({ tone: 'done', text: t('copied') })
  }
  return (
    <Banner tone="done" title={t('made')}>
      <span className="flex flex-wrap items-center gap-2">
        <TextInput
          readOnly
          value={address}
          aria-label={t('made')}
          className="max-w-3xl!"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button small onClick={() => void handleCopy()}>
          {t('copy')}
        </Button>
      </span>
    </Banner>
  )
}

const schema = z.object({ label: shortText, site: z.string().min(1), locale: z.enum(['zh-CN', 'en']) })

interface MakeFormProps {
  slug: string
  sites: readonly Option[]
  onMade: (address: string) => void
}

function MakeForm({ slug, sites, onMade }: MakeFormProps) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const locale = usePageLocale()
  const [send] = useState(() => createSender())
  const form = useEntryForm({
    schema,
    defaultValues: { label: '', site: sites.length === 1 ? (sites[0]?.value ?? '') : '', locale },
  })
  return (
    <Form
      form={form}
      onSave={(body) =>
        send<{ token: string | null }>({ method: 'POST', path: `/studies/${slug}/calendars`, body })
      }
      onSaved={({ token }) => {
        if (token) onMade(new URL(`/api/v1/calendars/${token}.ics`, window.location.href).href)
        form.reset()
        router.refresh()
      }}
    >
      <FieldGrid>
        <Field label={t('label')} description={t('labelAbout')} required error={form.error('label')}>
          {(control) => <TextInput {...control} {...form.register('label')} />}
        </Field>
        <Field label={t('site')} required error={form.error('site')}>
          {(control) => (
            <Select {...control} {...form.register('site')}>
              {sites.length > 1 && <option value="" />}
              {sites.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('language')} error={form.error('locale')}>
          {(control) => (
            <Select {...control} {...form.register('locale')}>
              <option value="zh-CN">中文</option>
              <option value="en">English</option>
            </Select>
          )}
        </Field>
      </FieldGrid>
      <div>
        <Button type="submit" busy={form.saving}>
          {t('make')}
        </Button>
      </div>
    </Form>
  )
}
