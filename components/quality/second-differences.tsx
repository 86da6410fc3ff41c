'use client'

import { useState, type FormEvent } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { ActProblem } from '@/components/entry/act-problem'
import { showValue } from '@/components/entry/show-value'
import { useAct } from '@/components/entry/use-act'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/input'
import type { Instrument, ItemValue } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import type { SecondView } from './second-page'

interface SecondDifferencesProps {
  slug: string
  second: SecondView
  instrument: Instrument
}

const SIDES = ['first', 'second'] as const

/** Both values of each item that differs; who may, says from paper which is right, and why. */
export function SecondDifferences({ slug, second, instrument }: SecondDifferencesProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('second')
  const issues = useTranslations('issues')
  const missing = useTranslations('missing')
  const router = useRouter()
  /** What of the answer is not there yet. */
  const [wanted, setWanted] = useState<readonly string[]>([])
  const { act, busy, problem } = useAct(() => router.refresh())
  const differences = second.differences ?? []

  function show(item: string, value: ItemValue | null): string {
    const found = instrument.items.find(({ name }) => name === item)
    if (value === null || !found) return t('empty')
    return showValue(found, value, locale, missing)
  }
  function name(item: string): string {
    const found = instrument.items.find((one) => one.name === item)
    return found ? textOf(found.label, locale) : item
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const choices = Object.fromEntries(differences.map(({ item }) => [item, data.get(`choice:${item}`)]))
    const typed = data.get('reason')
    const reason = typeof typed === 'string' ? typed.trim() : ''
    const lacking = differences.flatMap(({ item }) => (choices[item] ? [] : [item]))
    if (reason === '') lacking.push('reason')
    setWanted(lacking)
    if (busy || lacking.length > 0) return
    const { version, entryVersion } = second
    const path = `/studies/${slug}/second-entries/${second.id}/resolve`
    void act({ method: 'POST', path, body: { version, entryVersion, choices, reason } }, t('resolved'))
  }

  return (
    <form noValidate onSubmit={submit} className="grid max-w-160 gap-4">
      {differences.map(({ item, first, second: other }) => (
        <Field
          key={item}
          label={name(item)}
          group
          error={wanted.includes(item) ? issues('required') : undefined}
        >
          {(control) => (
            <RadioGroup
              {...control}
              inline={false}
              name={`choice:${item}`}
              disabled={!second.mayResolve}
              {...(second.choices?.[item] ? { defaultValue: second.choices[item] } : {})}
              options={SIDES.map((side) => ({
                value: side,
                label: t(`sides.${side}`, { value: show(item, side === 'first' ? first : other) }),
              }))}
            />
          )}
        </Field>
      ))}
      {second.mayResolve && (
        <>
          <Field label={t('why')} required error={wanted.includes('reason') ? issues('required') : undefined}>
            {(control) => <TextArea {...control} name="reason" rows={2} maxLength={500} />}
          </Field>
          <ActProblem problem={problem} />
          <div>
            <Button type="submit" look="primary" busy={busy}>
              {t('resolve')}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
