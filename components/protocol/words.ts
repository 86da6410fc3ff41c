'use client'

import { useTranslations } from 'next-intl'
import type { Bilingual } from '@/lib/codebook/item'
import type { Change, Step } from '@/lib/protocol/diff'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { list, part, text } from './json'

/** The way to a part of a protocol: "Visits 3 months › Window". */
export function usePathWords(): (steps: readonly Step[]) => string {
  const t = useTranslations('protocolFields')
  const common = useTranslations('protocolEdit')
  const locale = usePageLocale()
  return (steps) =>
    steps
      // "Visits › 3 months › Forms › ODI" needs no "Chinese" and "English" after it.
      .filter(({ key }, at) => at === 0 || !/^\d+$/.test(key))
      .map(({ key, id, label }) => {
        const name = t.has(key) ? t(key) : key
        if (id === undefined) return name
        return common('part', { name, one: label ? textOf(label, locale) : id })
      })
      .join(' › ')
}

/** A value of a protocol as a reader sees it. */
export function useValueWords(): (key: string, value: unknown) => string {
  const t = useTranslations('protocolPage')
  const edit = useTranslations('protocolEdit')
  const roles = useTranslations('common.roles')
  const common = useTranslations('common')
  const locale = usePageLocale()

  function range(value: unknown): string {
    const { from, to } = part(value)
    return from === to ? say('from', from) : `${say('from', from)} – ${say('to', to)}`
  }

  function say(key: string, value: unknown): string {
    if (value === undefined) return '–'
    if (typeof value === 'boolean') return common(value ? 'yes' : 'no')
    if (typeof value === 'number') return formatNumber(value)
    if (Array.isArray(value)) return value.map((one) => say(key, one)).join(locale === 'en' ? ', ' : '、')
    if (typeof value === 'string') {
      if (key === 'design' || key === 'blinding' || key === 'anchor')
        return t.has(`${key}.${value}`) ? t(`${key}.${value}` as 'design.registry') : value
      if (key === 'blinded') return roles.has(value) ? roles(value as 'nurse') : value
      const words = `values.${value}`
      return edit.has(words) ? edit(words as 'values.soft') : value
    }
    if (isBilingual(value)) return textOf(value, locale)
    const record = part(value)
    if (key === 'window') {
      const unit = edit(record.unit === 'hours' ? 'windowHours' : 'windowDays', { range: range(record) })
      const days = record.days === undefined ? null : edit('windowTwin', { range: range(record.days) })
      return [unit, days, record.orDischarge === true ? t('windows.orDischarge') : null]
        .filter(Boolean)
        .join(locale === 'en' ? '; ' : '；')
    }
    const { label, code, id, visit, variable } = record
    if (isBilingual(label)) return textOf(label, locale)
    return (
      text(code) || text(id) || [text(variable), text(visit)].filter(Boolean).join(' · ') || summary(record)
    )
  }

  function summary(record: Readonly<Record<string, unknown>>): string {
    return Object.entries(record)
      .filter(([, one]) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
      .map(([key, one]) => say(key, one))
      .join(' · ')
  }

  return say
}

function isBilingual(value: unknown): value is Bilingual {
  const { zh, en } = part(value)
  return typeof zh === 'string' && typeof en === 'string' && list(value).length === 0
}

/** Before and after of a change, in words; a list that moved tells its order. */
export function useChangeValues(): (change: Change) => { before: string | null; after: string | null } {
  const say = useValueWords()
  return ({ path, kind, before, after }) => {
    const key = path.at(-1)?.key ?? ''
    return {
      before: kind === 'added' ? null : say(key, before),
      after: kind === 'removed' ? null : say(key, after),
    }
  }
}
