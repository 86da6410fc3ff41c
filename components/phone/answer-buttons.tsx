'use client'

import { useLocale } from 'next-intl'
import type { Item } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { joinClasses } from '@/components/ui/class-names'
import { Digit } from './menu'

interface AnswerButtonsProps {
  item: Item
  labelledBy: string
  text: string
  onText: (text: string) => void
}

/** A scale of this many steps has a button each. */
const FEW = 12

/** Answers to tap: of a choice under each other, of a short scale beside each other. */
export function AnswerButtons({ item, labelledBy, text, onText }: AnswerButtonsProps) {
  const locale = useLocale() as Locale
  const steps = listSteps(item)
  if (steps) {
    return (
      <div
        role="radiogroup"
        aria-labelledby={labelledBy}
        className="grid max-w-3xl grid-cols-6 gap-2 sm:grid-cols-11"
      >
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            role="radio"
            data-answer
            aria-checked={text === String(step)}
            onClick={() => onText(String(step))}
            className={joinClasses(
              'min-h-12 rounded border text-base',
              text === String(step)
                ? 'border-accent bg-accent-soft font-semibold text-accent'
                : 'border-edge hover:bg-well',
            )}
          >
            {step}
          </button>
        ))}
      </div>
    )
  }
  if (item.kind !== 'choice' && item.kind !== 'multi') return null
  const many = item.kind === 'multi'
  const chosen = text === '' ? [] : text.split(',')
  return (
    <div role={many ? 'group' : 'radiogroup'} aria-labelledby={labelledBy} className="grid max-w-2xl gap-2">
      {item.codes.map(({ code, label, help }) => {
        const isChosen = chosen.includes(String(code))
        return (
          <button
            key={code}
            type="button"
            role={many ? 'checkbox' : 'radio'}
            data-answer
            aria-checked={isChosen}
            onClick={() => onText(pickCode(item, text, code))}
            className={joinClasses(
              'flex min-h-12 items-center gap-3 rounded border px-3 py-1.5 text-left text-base',
              isChosen ? 'border-accent bg-accent-soft font-medium' : 'border-edge hover:bg-well',
            )}
          >
            <Digit>{code}</Digit>
            <span>
              {textOf(label, locale) === String(code) ? '' : textOf(label, locale)}
              {help && <span className="block text-sm font-normal text-dim">{textOf(help, locale)}</span>}
            </span>
          </button>
        )
      })}
    </div>
  )
}

function listSteps(item: Item): number[] | null {
  // Grades that are their own digits (ODI) need no line each.
  if (
    item.kind === 'choice' &&
    item.codes.every(({ code, label, help }) => label.zh === String(code) && !help)
  )
    return item.codes.map(({ code }) => code)
  if (item.kind !== 'integer' || item.hard?.min === undefined || item.hard.max === undefined) return null
  const { min, max } = item.hard
  return max - min < FEW ? Array.from({ length: max - min + 1 }, (_, i) => min + i) : null
}

/** The text of a choice after a code was picked; of several answers, one more or one less. */
export function pickCode(item: Item, text: string, code: number): string {
  if (item.kind !== 'multi') return String(code)
  const chosen = text === '' ? [] : text.split(',').map(Number)
  const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]
  return next.sort((a, b) => a - b).join(',')
}
