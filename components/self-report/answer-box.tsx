'use client'

import { useLocale, useTranslations } from 'next-intl'
import { isMissing, type Item, type ItemValue, type NumberItem, type IntegerItem } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { joinClasses } from '@/components/ui/class-names'
import { BigChoice } from './big-button'
import { PainLine } from './pain-line'
import { DateBox, NumberBox, TextBox } from './typed-boxes'

export interface AnswerProps<I extends Item = Item> {
  item: I
  labelledBy: string
  value: ItemValue | undefined
  onValue: (value: ItemValue | undefined) => void
}

/** A scale of this many steps has a button each. */
const FEW = 12

export function AnswerBox({ item, ...rest }: AnswerProps) {
  switch (item.kind) {
    case 'choice':
      return item.codes.every(({ code, label }) => label.zh === String(code)) ? (
        <Steps {...rest} item={item} steps={item.codes.map(({ code }) => code)} />
      ) : (
        <Choices {...rest} item={item} />
      )
    case 'multi':
      return <Choices {...rest} item={item} many />
    case 'number':
    case 'integer':
      return <NumberAnswer {...rest} item={item} />
    case 'date':
      return <DateBox {...rest} item={item} />
    case 'text':
      return <TextBox {...rest} item={item} />
    case 'calculated':
      return null
  }
}

function NumberAnswer(props: AnswerProps<NumberItem | IntegerItem>) {
  const { item } = props
  const { min, max } = item.hard ?? {}
  if (min === undefined || max === undefined) return <NumberBox {...props} />
  if (item.kind === 'integer' && max - min < FEW) {
    return <Steps {...props} steps={Array.from({ length: max - min + 1 }, (_, i) => min + i)} />
  }
  return max - min <= 100 ? <PainLine {...props} min={min} max={max} /> : <NumberBox {...props} />
}

function Steps({ labelledBy, value, onValue, steps }: AnswerProps & { steps: readonly number[] }) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      className={joinClasses('grid gap-2', steps.length > 6 ? 'grid-cols-4' : 'grid-cols-3')}
    >
      {steps.map((step) => (
        <button
          key={step}
          type="button"
          role="radio"
          aria-checked={value === step}
          onClick={() => onValue(step)}
          className={joinClasses(
            'min-h-14 rounded-lg border-2 text-xl tabular-nums',
            value === step ? 'border-accent bg-accent-soft font-semibold' : 'border-edge bg-paper',
          )}
        >
          {step}
        </button>
      ))}
    </div>
  )
}

interface Coded extends AnswerProps<Extract<Item, { codes: unknown }>> {
  many?: boolean
}

function Choices({ item, labelledBy, value, onValue, many = false }: Coded) {
  const locale = useLocale() as Locale
  const t = useTranslations('selfReport')
  const chosen = typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : []
  function pick(code: number) {
    if (!many) return onValue(code)
    const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]
    onValue(next.length === 0 ? undefined : next.sort((a, b) => a - b))
  }
  return (
    <div role={many ? 'group' : 'radiogroup'} aria-labelledby={labelledBy} className="grid gap-2">
      {many && <p className="text-dim">{t('several')}</p>}
      {item.codes.map(({ code, label, help }) => (
        <BigChoice key={code} many={many} chosen={chosen.includes(code)} onClick={() => pick(code)}>
          {textOf(label, locale)}
          {help && <span className="block text-base font-normal text-dim">{textOf(help, locale)}</span>}
        </BigChoice>
      ))}
    </div>
  )
}

/** Why there is no answer: both are answers as well. */
export function Declines({ value, onValue }: Pick<AnswerProps, 'value' | 'onValue'>) {
  const t = useTranslations('selfReport')
  const missing = value !== undefined && isMissing(value) ? value.missing : null
  return (
    <div className="grid grid-cols-2 gap-2">
      {(['refused', 'unknown'] as const).map((reason) => (
        <button
          key={reason}
          type="button"
          aria-pressed={missing === reason}
          onClick={() => onValue(missing === reason ? undefined : { missing: reason })}
          className={joinClasses(
            'min-h-12 rounded-lg border px-2 text-base',
            missing === reason ? 'border-accent bg-accent-soft font-semibold' : 'border-line text-dim',
          )}
        >
          {t(reason)}
        </button>
      ))}
    </div>
  )
}
