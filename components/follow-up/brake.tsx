'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import * as z from 'zod'
import { nameOption, type Option } from '@/components/registry/study-labels'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { DateInput } from '@/components/ui/date-input'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form, useEntryForm } from '@/components/ui/form'
import { TextArea } from '@/components/ui/input'
import { Shape } from '@/components/ui/shape'
import { useToast } from '@/components/ui/toast'
import { parseDateText } from '@/lib/codebook/dates'
import { isoDate, reasonText } from '@/lib/contracts/fields'
import { formatPercent } from '@/lib/i18n/format-number'
import { ReasonDialog } from './reason-dialog'
import type { BrakeView } from './view'

interface BrakeProps {
  slug: string
  view: BrakeView
  /** Name of the visit that is judged. */
  visit: string
  sites: readonly Option[]
  today: string
  mayRelease: boolean
}

const HEAD = 'h-row border-y border-line bg-well px-2 text-left text-xs font-medium text-dim'
const CELL = 'border-b border-line px-2 py-1.5 text-left align-top'

/** Where enrolment stands still because too few were followed, and where it goes on all the same. */
export function BrakeSection({ slug, view, visit, sites, today, mayRelease }: BrakeProps) {
  const t = useTranslations('followUp.brake')
  const { brake } = view
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p className="text-xs text-dim">
        {t('about', { visit, least: brake.least, below: formatPercent(100 * brake.below) })}
      </p>
      <table className="max-w-4xl border-separate border-spacing-0">
        <thead>
          <tr>
            {(['site', 'reached', 'state'] as const).map((key) => (
              <th key={key} scope="col" className={HEAD}>
                {t(key)}
              </th>
            ))}
            {mayRelease && <th scope="col" className={HEAD} aria-label={t('release')} />}
          </tr>
        </thead>
        <tbody>
          {view.sites.map((one) => {
            const site = nameOption(sites, one.site)
            const share = one.expected === 0 ? null : (100 * one.expectedDone) / one.expected
            return (
              <tr key={one.site}>
                <th scope="row" className={`${CELL} font-medium`}>
                  {site}
                </th>
                <td className={CELL}>
                  {one.expectedDone}/{one.expected} {formatPercent(share)}
                </td>
                <td className={CELL}>
                  <span className="inline-flex items-center gap-1.5">
                    <Shape tone={one.braked ? (one.release ? 'late' : 'missed') : 'done'} />
                    {one.release
                      ? t('released', { date: one.release.untilOn, reason: one.release.reason })
                      : t(one.braked ? 'braked' : 'free')}
                  </span>
                </td>
                {mayRelease && (
                  <td className={CELL}>
                    {one.release ? (
                      <ReasonDialog
                        path={`/studies/${slug}/brake/${one.release.id}/void`}
                        version={one.release.version}
                        label={t('apply')}
                        title={t('applyOf', { site })}
                        done={t('applied', { site })}
                      />
                    ) : (
                      one.braked && <Release slug={slug} code={one.site} site={site} today={today} />
                    )}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

interface ReleaseProps {
  slug: string
  code: string
  site: string
  today: string
}

function Release(props: ReleaseProps) {
  const t = useTranslations('followUp.brake')
  const [open, setOpen] = useState(false)
  const title = t('releaseOf', { site: props.site })
  return (
    <>
      <Button small aria-label={title} onClick={() => setOpen(true)}>
        {t('release')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        {open && <ReleaseForm {...props} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  )
}

/** A typed date as ISO; what cannot be read stays as it is, for the schema to refuse. */
function readDate(raw: unknown, today: string): string {
  const text = typeof raw === 'string' ? raw : ''
  const parsed = parseDateText(text, { today, future: true })
  return parsed.ok ? (parsed.value ?? '') : text
}

const schema = z.object({ untilOn: isoDate, reason: reasonText })

function ReleaseForm({ slug, code, site, today, onClose }: ReleaseProps & { onClose: () => void }) {
  const t = useTranslations('followUp.brake')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const form = useEntryForm({ schema, defaultValues: { untilOn: '', reason: '' } })
  return (
    <Form
      form={form}
      onSave={(values) =>
        send({ method: 'POST', path: `/studies/${slug}/brake`, body: { site: code, ...values } })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('done', { site }) })
        router.refresh()
      }}
    >
      <p>{t('releaseAbout')}</p>
      <Field label={t('until')} required error={form.error('untilOn')}>
        {(control) => (
          <DateInput
            {...control}
            {...form.register('untilOn', { setValueAs: (raw) => readDate(raw, today) })}
            parse={(typed) => parseDateText(typed, { today, future: true })}
          />
        )}
      </Field>
      <Field label={common('reason')} required error={form.error('reason')}>
        {(control) => <TextArea {...control} {...form.register('reason')} />}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {t('release')}
        </Button>
      </div>
    </Form>
  )
}
