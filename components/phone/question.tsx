'use client'

import { useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { Item } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { missingKey, reasonKey } from '@/components/entry/texts'
import { MISSING_KEYS } from '@/components/entry/keys'
import { showRange, showValue } from '@/components/entry/show-value'
import { joinClasses } from '@/components/ui/class-names'
import { TextInput } from '@/components/ui/input'
import { useIssueText } from '@/components/ui/problem-text'
import { Shape } from '@/components/ui/shape'
import { AnswerButtons } from './answer-buttons'
import type { Asking } from './use-ask'

interface QuestionProps {
  asking: Asking
  item: Item
  previous: { readonly value: Parameters<typeof showValue>[1]; readonly visit: string } | null
}

/** One question: what is asked, and large answers. */
export function Question({ asking, item, previous }: QuestionProps) {
  const t = useTranslations('phone')
  const entry = useTranslations('entry')
  const missingText = useTranslations('missing')
  const locale = useLocale() as Locale
  const id = useId()
  const issueText = useIssueText()
  const place = useRef<HTMLDivElement>(null)
  const { texts, reading, trouble } = asking
  const soft = reading.soft.get(item.name)
  const hard = reading.hard.get(item.name)
  const missing = texts[missingKey(item.name)] ?? ''
  const isTyped = item.kind !== 'choice' && item.kind !== 'multi'

  const focus = useEffectEvent(() => {
    const box = place.current?.querySelector<HTMLElement>('input[data-answer], textarea[data-answer]')
    const wanted =
      trouble === 'reason' ? place.current?.querySelector<HTMLElement>('input[data-reason]') : null
    ;(wanted ?? box ?? place.current)?.focus()
  })
  useLayoutEffect(() => focus(), [item.name, trouble])

  const error =
    trouble === 'unread' && hard ? issueText(hard) : trouble === 'required' ? t('answerFirst') : null
  return (
    <div ref={place} tabIndex={-1} className="grid gap-4 outline-none">
      <div className="grid gap-1">
        {item.section && <p className="text-sm text-dim">{textOf(item.section, locale)}</p>}
        <h2 id={id} className="text-lg font-semibold" aria-live="polite">
          {textOf(item.label, locale)}
          {!item.required && <span className="text-sm font-normal text-dim"> {t('optional')}</span>}
        </h2>
        {item.help && <p className="text-dim">{textOf(item.help, locale)}</p>}
        {previous && (
          <p className="text-sm text-dim">
            {entry('previous', {
              value: showValue(item, previous.value, locale, missingText),
              visit: previous.visit,
            })}
          </p>
        )}
      </div>
      {isTyped && (
        <p className="flex flex-wrap items-center gap-3">
          <TextInput
            key={item.name}
            data-answer
            aria-labelledby={id}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            inputMode={item.kind === 'text' ? 'text' : item.kind === 'date' ? 'text' : 'decimal'}
            autoComplete="off"
            value={texts[item.name] ?? ''}
            placeholder={item.kind === 'date' ? t('dateForm') : undefined}
            maxLength={item.kind === 'text' ? item.maxLength : 40}
            onChange={(event) => asking.write(item.name, event.currentTarget.value)}
            className={joinClasses('h-14! text-lg!', item.kind === 'text' ? 'w-full max-w-2xl!' : 'w-40!')}
          />
          {item.unit && <span className="text-dim">{item.unit}</span>}
          {showRange(item) && <span className="text-dim">{showRange(item)}</span>}
        </p>
      )}
      <AnswerButtons
        item={item}
        labelledBy={id}
        text={texts[item.name] ?? ''}
        onText={(text) => asking.write(item.name, text)}
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="text-missed">
          {error}
        </p>
      )}
      {soft && (
        <div className="grid max-w-2xl gap-1 rounded bg-late-soft px-3 py-2">
          {soft.map((issue) => (
            <p key={issue.code} className="flex items-start gap-1.5">
              <Shape tone="late" className="mt-1" />
              {issueText(issue)}
            </p>
          ))}
          <label className="grid gap-1">
            {entry('whyRight')}
            <TextInput
              data-reason
              maxLength={500}
              value={texts[reasonKey(item.name)] ?? ''}
              aria-invalid={trouble === 'reason' ? true : undefined}
              onChange={(event) => asking.write(reasonKey(item.name), event.currentTarget.value)}
            />
          </label>
        </div>
      )}
      <div
        role="group"
        aria-label={entry('missingOf', { item: textOf(item.label, locale) })}
        className="flex flex-wrap gap-2"
      >
        {MISSING_KEYS.map(([reason, letter]) => (
          <button
            key={reason}
            type="button"
            data-answer
            aria-pressed={missing === reason}
            onClick={() => asking.setMissing(item.name, reason)}
            className={joinClasses(
              'min-h-control rounded border px-3 text-sm',
              missing === reason
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'border-line text-dim hover:bg-well',
            )}
          >
            {missingText(reason)} <kbd className="ml-1 text-xs">{letter}</kbd>
          </button>
        ))}
      </div>
    </div>
  )
}
