'use client'

import { useTranslations } from 'next-intl'
import type { IntegerItem, NumberItem } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { joinClasses } from '@/components/ui/class-names'
import type { AnswerProps } from './answer-box'

interface PainLineProps extends AnswerProps<NumberItem | IntegerItem> {
  min: number
  max: number
}

/** A line to touch, with no mark on it before it is touched: a mark that stood there would be an answer. */
export function PainLine({ item, labelledBy, value, onValue, min, max }: PainLineProps) {
  const t = useTranslations('selfReport')
  const decimals = item.kind === 'number' ? item.decimals : 0
  const isSet = typeof value === 'number'
  const take = (text: string) => onValue(Number(Number(text).toFixed(decimals)))
  return (
    <div className="grid gap-3 rounded-lg border-2 border-edge bg-paper p-4">
      <p className="text-center text-2xl font-semibold tabular-nums" aria-live="polite">
        {isSet ? (
          <>
            {formatNumber(value)} <span className="text-base font-normal text-dim">{item.unit}</span>
          </>
        ) : (
          <span className="text-lg font-normal text-dim">{t('touchLine')}</span>
        )}
      </p>
      <input
        type="range"
        aria-labelledby={labelledBy}
        aria-valuetext={isSet ? formatNumber(value) : t('touchLine')}
        min={min}
        max={max}
        step={10 ** -decimals}
        value={isSet ? value : (min + max) / 2}
        onChange={(event) => take(event.currentTarget.value)}
        // React tells no change where the value is the one of before; it is an answer all the same.
        onInput={(event) => take(event.currentTarget.value)}
        onPointerUp={(event) => take(event.currentTarget.value)}
        className={joinClasses('pain-line h-12 w-full', !isSet && 'not-touched')}
      />
      <p aria-hidden="true" className="flex justify-between text-lg tabular-nums">
        <span>{formatNumber(min)}</span>
        <span>{formatNumber(max)}</span>
      </p>
    </div>
  )
}
