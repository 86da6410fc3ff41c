'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'next-intl'
import type { DateItem, IntegerItem, NumberItem, TextItem } from '@/lib/codebook/item'
import { checkShape } from '@/lib/codebook/shape'
import { showRange } from '@/components/entry/show-value'
import { useIssueText } from '@/components/ui/problem-text'
import type { AnswerProps } from './answer-box'

const BOX = 'min-h-14 w-full rounded-lg border-2 border-edge bg-paper px-4 text-xl'

/** A number that is typed; what cannot be one is said at once and is no answer. */
export function NumberBox({ item, labelledBy, value, onValue }: AnswerProps<NumberItem | IntegerItem>) {
  const issueText = useIssueText()
  const id = useId()
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '')
  const [issue, setIssue] = useState<ReturnType<typeof checkShape>>(null)
  function write(typed: string) {
    setText(typed)
    const plain = typed.normalize('NFKC').replace(',', '.').trim()
    const number = Number(plain)
    const fault = plain === '' ? null : checkShape(item, Number.isNaN(number) ? plain : number)
    setIssue(fault)
    onValue(plain === '' || fault ? undefined : number)
  }
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-3">
        <input
          aria-labelledby={labelledBy}
          aria-invalid={issue ? true : undefined}
          aria-describedby={issue ? id : undefined}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          className={BOX}
        />
        <span className="shrink-0 text-dim">
          {item.unit} {showRange(item)}
        </span>
      </p>
      {issue && (
        <p id={id} role="alert" className="text-missed">
          {issueText(issue)}
        </p>
      )}
    </div>
  )
}

export function TextBox({ item, labelledBy, value, onValue }: AnswerProps<TextItem>) {
  return (
    <textarea
      aria-labelledby={labelledBy}
      rows={4}
      maxLength={item.maxLength}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) =>
        onValue(event.currentTarget.value.trim() === '' ? undefined : event.currentTarget.value)
      }
      className={`${BOX} py-2`}
    />
  )
}

/** A day from the phone's own calendar; where the month is enough, only that. */
export function DateBox({ item, labelledBy, value, onValue }: AnswerProps<DateItem>) {
  const t = useTranslations('selfReport')
  const text = typeof value === 'string' ? value : ''
  const [byMonth, setByMonth] = useState(text.length === 7)
  return (
    <div className="grid gap-2">
      <input
        key={byMonth ? 'month' : 'day'}
        type={byMonth ? 'month' : 'date'}
        aria-labelledby={labelledBy}
        min={byMonth ? '1950-01' : '1950-01-01'}
        value={text}
        onChange={(event) => onValue(event.currentTarget.value || undefined)}
        className={BOX}
      />
      {item.partial && (
        <label className="flex min-h-12 items-center gap-3 text-lg">
          <input
            type="checkbox"
            checked={byMonth}
            onChange={(event) => {
              setByMonth(event.currentTarget.checked)
              onValue(undefined)
            }}
            className="size-6"
          />
          {t('monthOnly')}
        </label>
      )}
    </div>
  )
}
