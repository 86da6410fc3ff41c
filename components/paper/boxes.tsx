import { isMissing, type Item, type ItemValue } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'

/** A square to tick; a cross in it where the record says so. */
export function Tick({ on }: { on: boolean }) {
  return (
    <span className="paper-tick" data-on={on || undefined}>
      {on ? '✕' : ''}
    </span>
  )
}

/** One box a sign, with the point where it belongs. */
function Digits({ shape, text }: { shape: string; text: string | null }) {
  const shown = text === null ? null : text.padStart(shape.length, ' ')
  return (
    <span className="inline-flex items-end gap-0.5">
      {[...shape].map((sign, index) =>
        sign === '0' ? (
          <span key={index} className="paper-digit">
            {shown?.[index]?.trim() ?? ''}
          </span>
        ) : (
          <span key={index} className="px-0.5 font-semibold">
            {sign}
          </span>
        ),
      )}
    </span>
  )
}

/** As many boxes as the largest value has signs. */
function shapeOf(item: Item): string {
  if (item.kind !== 'number' && item.kind !== 'integer') return ''
  const { min = 0, max = 9_999 } = item.hard ?? {}
  const whole = Math.max(String(Math.trunc(Math.abs(max))).length, String(Math.trunc(Math.abs(min))).length)
  const decimals = item.kind === 'number' ? item.decimals : 0
  return `${min < 0 ? '0' : ''}${'0'.repeat(whole)}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`
}

const LINE_MM = 100

/** A line of a hundred millimetres, as the scale is defined; a cross where the record says so. */
function VisualLine({ value }: { value: number | null }) {
  const at = value === null ? null : 2 + value * (LINE_MM / 10)
  return (
    <svg viewBox={`0 0 ${LINE_MM + 4} 8`} className="paper-line" aria-hidden="true">
      <path d={`M2 4H${LINE_MM + 2}M2 1.5V6.5M${LINE_MM + 2} 1.5V6.5`} stroke="#000" strokeWidth="0.35" />
      {at !== null && (
        <path
          d={`M${at - 1.5} 2.5L${at + 1.5} 5.5M${at - 1.5} 5.5L${at + 1.5} 2.5`}
          stroke="#000"
          strokeWidth="0.5"
        />
      )}
    </svg>
  )
}

interface BoxesProps {
  item: Item
  value: ItemValue | undefined
  locale: Locale
}

/** Where the answer goes: squares with code numbers, boxes for signs, lines for words. */
export function Boxes({ item, value, locale }: BoxesProps) {
  const told = value === undefined || isMissing(value) ? null : value
  switch (item.kind) {
    case 'choice':
    case 'multi': {
      const chosen = typeof told === 'number' ? [told] : Array.isArray(told) ? (told as number[]) : []
      return (
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {item.codes.map(({ code, label, help }) => (
            <span key={code} className="inline-flex items-baseline gap-1">
              <Tick on={chosen.includes(code)} />
              <span className="tabular-nums">{code}</span>
              {textOf(label, locale) !== String(code) && <span>{textOf(label, locale)}</span>}
              {help && <span className="text-[0.85em] text-[#444]">({textOf(help, locale)})</span>}
            </span>
          ))}
        </span>
      )
    }
    case 'number':
    case 'integer': {
      const isVisual = item.kind === 'number' && item.hard?.min === 0 && item.hard.max === 10
      const shape = shapeOf(item)
      const number = typeof told === 'number' ? told : null
      const decimals = item.kind === 'number' ? item.decimals : 0
      return (
        <span className="grid gap-1">
          {isVisual && <VisualLine value={number} />}
          <span className="inline-flex items-end gap-2">
            <Digits
              shape={shape}
              text={number === null ? null : number.toFixed(decimals).replace('-', '−')}
            />
            <span className="text-[#444]">
              {item.unit} {rangeOf(item)}
            </span>
          </span>
        </span>
      )
    }
    case 'date':
      return <Digits shape="0000-00-00" text={typeof told === 'string' ? told.padEnd(10, ' ') : null} />
    case 'text':
      return typeof told === 'string' ? <span>{told}</span> : <span className="paper-rule" />
    case 'calculated':
      return null
  }
}

function rangeOf(item: Extract<Item, { hard?: unknown }>): string {
  const { min, max } = item.hard ?? {}
  if (min === undefined || max === undefined) return ''
  return `${formatNumber(min)}–${formatNumber(max)}`
}
