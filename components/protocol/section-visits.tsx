'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useFormList, useFormValue } from '@/components/ui/form'
import { Select, TextInput } from '@/components/ui/input'
import { textOf } from '@/lib/i18n/locale'
import type { VisitPlan } from '@/lib/protocol/protocol'
import { repeatYearly } from '@/lib/protocol/repeat-yearly'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { AskedForms } from './asked-forms'
import { useEditing } from './editor-context'
import { readVisit, toVisit, type EditorValues } from './editor-values'
import { list, part, text } from './json'
import { BothFields, NumberField, SelectField, TextField, TickField } from './fields'
import { Group } from './group'
import { RowButtons } from './rows'
import { useValueWords } from './words'

const ANCHORS = ['index_operation', 'enrolment', 'randomisation', 'first_treatment'] as const

const FRESH: EditorValues = toVisit({
  anchor: 'index_operation',
  graceDays: 0,
  window: { unit: 'days' },
  instruments: [],
})

interface VisitsSectionProps {
  /** Which visit is open, by its place. */
  open: number | null
  onOpen: (at: number | null) => void
}

/** The schedule as a list; one visit at a time is opened and edited. */
export function VisitsSection({ open, onOpen }: VisitsSectionProps) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const { form, issues } = useEditing()
  const rows = useFormList(form, 'visits')
  const count = rows.keys.length

  function add(visits: readonly EditorValues[], openAt: number) {
    for (const visit of visits) rows.append(visit)
    onOpen(openAt)
  }

  return (
    <Group title={f('visits')} about={t('about.visits')}>
      <ol className="grid gap-2">
        {rows.keys.map((key, at) => {
          const wrong = issues.filter(({ field }) => new RegExp(`^visits\\.${at}(\\.|$)`).test(field)).length
          return (
            <li key={key} className="rounded border border-line">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 p-2">
                <VisitLine at={at} wrong={wrong} />
                <Button
                  small
                  aria-expanded={open === at}
                  aria-label={t(open === at ? 'closeVisit' : 'openVisit', { number: at + 1 })}
                  onClick={() => onOpen(open === at ? null : at)}
                >
                  {t(open === at ? 'close' : 'open')}
                </Button>
                <RowButtons
                  what={`${t('one.visit')} ${at + 1}`}
                  first={at === 0}
                  last={at === count - 1}
                  onMove={(by) => {
                    onOpen(null)
                    rows.move(at, at + by)
                  }}
                  onRemove={() => {
                    onOpen(null)
                    rows.remove(at)
                  }}
                />
              </div>
              {open === at && (
                <div className="grid grid-cols-[minmax(0,1fr)] gap-4 border-t border-line p-3">
                  <VisitFields at={`visits.${at}`} />
                  <Group title={f('instruments')} about={t('about.instruments')}>
                    <AskedForms
                      name={`visits.${at}.instruments`}
                      fits={(repeat) => repeat !== 'operation' && repeat !== 'log'}
                      standIns
                    />
                    <CopyForms to={at} />
                  </Group>
                  <Yearly at={at} onAdd={(visits) => add(visits, at)} />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <div>
        <Button small onClick={() => add([FRESH], count)}>
          {t('add.visit')}
        </Button>
      </div>
    </Group>
  )
}

function VisitLine({ at, wrong }: { at: number; wrong: number }) {
  const t = useTranslations('protocolEdit')
  const page = useTranslations('protocolPage')
  const { form } = useEditing()
  const locale = usePageLocale()
  const say = useValueWords()
  const visit = readVisit(useFormValue(form, `visits.${at}`))
  const { zh, en } = part(visit.label)
  const name = textOf({ zh: text(zh), en: text(en) }, locale)
  const anchor = text(visit.anchor)
  return (
    <span className="min-w-0 flex-1 basis-60">
      <span className="font-medium">{name === '' ? t('unnamed') : name}</span>{' '}
      <code className="text-xs text-dim">{text(visit.code)}</code>
      <span className="block text-xs text-dim">
        {[
          page.has(`anchor.${anchor}`) ? page(`anchor.${anchor}` as 'anchor.enrolment') : anchor,
          say('window', visit.window),
          t('formCount', { count: list(visit.instruments).length }),
        ].join(' · ')}
      </span>
      {wrong > 0 && <span className="block text-xs text-missed">{t('toSettle', { count: wrong })}</span>}
    </span>
  )
}

function VisitFields({ at }: { at: string }) {
  const t = useTranslations('protocolEdit')
  const f = useTranslations('protocolFields')
  const page = useTranslations('protocolPage')
  const { form } = useEditing()
  const unit = useFormValue(form, `${at}.window.unit`)
  const span = t(unit === 'hours' ? 'hours' : 'days')
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          name={`${at}.code`}
          also={[at]}
          label={f('code')}
          required
          description={t('about.code')}
          code
        />
        <SelectField
          name={`${at}.anchor`}
          label={f('anchor')}
          required
          options={ANCHORS.map((value) => ({ value, label: page(`anchor.${value}`) }))}
        />
        <NumberField name={`${at}.target`} label={f('target')} required unit={t('days')} />
      </div>
      <BothFields name={`${at}.label`} label={f('label')} required />
      <BothFields name={`${at}.short`} label={f('short')} required />
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField
          name={`${at}.window.unit`}
          label={f('window')}
          required
          options={[
            { value: 'days', label: t('inDays') },
            { value: 'hours', label: t('inHours') },
          ]}
        />
        <NumberField
          name={`${at}.window.from`}
          also={[`${at}.window`]}
          label={f('from')}
          required
          unit={span}
        />
        <NumberField name={`${at}.window.to`} label={f('to')} required unit={span} />
        {unit === 'hours' && (
          <>
            <NumberField
              name={`${at}.window.days.from`}
              also={[`${at}.window.days`]}
              label={f('daysFrom')}
              unit={t('days')}
              description={t('about.twin')}
            />
            <NumberField name={`${at}.window.days.to`} label={f('daysTo')} unit={t('days')} />
          </>
        )}
        <NumberField name={`${at}.graceDays`} label={f('graceDays')} required unit={t('days')} />
      </div>
      <div className="grid gap-1">
        <TickField name={`${at}.window.orDischarge`} label={f('orDischarge')} />
        <TickField name={`${at}.before`} label={f('before')} description={t('about.before')} />
      </div>
    </>
  )
}

/** The forms of another visit, added to those that stand here. */
function CopyForms({ to }: { to: number }) {
  const t = useTranslations('protocolEdit')
  const { form } = useEditing()
  const rows = useFormList(form, `visits.${to}.instruments`)
  const visits = list(useFormValue(form, 'visits')).map(part)
  const [from, setFrom] = useState('')
  const own = list(visits[to]?.instruments).map((one) => text(part(one).form))
  return (
    <label className="flex flex-wrap items-center gap-2">
      {t('copyForms')}
      <Select value={from} onChange={(event) => setFrom(event.target.value)}>
        <option value="">–</option>
        {visits.map((visit, at) =>
          at === to ? null : (
            <option key={at} value={String(at)}>
              {text(visit.code)}
            </option>
          ),
        )}
      </Select>
      <Button
        small
        disabled={from === ''}
        onClick={() => {
          for (const asked of list(visits[Number(from)]?.instruments))
            if (!own.includes(text(part(asked).form))) rows.append({ ...part(asked) })
          setFrom('')
        }}
      >
        {t('copy')}
      </Button>
    </label>
  )
}

/** Writes out the years after this visit. */
function Yearly({ at, onAdd }: { at: number; onAdd: (visits: readonly EditorValues[]) => void }) {
  const t = useTranslations('protocolEdit')
  const { form } = useEditing()
  const [until, setUntil] = useState('')
  const all = list(useFormValue(form, 'visits'))
  const visit = readVisit(all[at])
  const { from, to } = part(visit.window)
  const ready =
    typeof visit.target === 'number' && typeof from === 'number' && typeof to === 'number' && visit.target > 0
  const years = /^\d{1,2}$/.test(until.trim()) ? Number(until) : 0
  return (
    <label className="flex flex-wrap items-center gap-2">
      {t('yearly')}
      <TextInput
        inputMode="numeric"
        value={until}
        onChange={(event) => setUntil(event.target.value)}
        className="w-16! text-right"
        aria-label={t('yearlyUntil')}
      />
      <span className="text-xs text-dim">{t('years')}</span>
      <Button
        small
        disabled={!ready || years < 2 || years > 40}
        onClick={() => {
          const taken = all.map((one) => text(part(one).code))
          onAdd(repeatYearly(visit as unknown as VisitPlan, years, taken).map(toVisit))
          setUntil('')
        }}
      >
        {t('write')}
      </Button>
    </label>
  )
}
