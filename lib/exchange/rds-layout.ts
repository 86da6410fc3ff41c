import type { Dataset } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { layLabelled, type LabelledNumber, type LabelledOptions, type LabelledVariable } from './labelled'
import { REASON_SUFFIX } from './table'

interface Framed {
  readonly name: string
  readonly label: string
  readonly classes: readonly string[]
}

export type FrameColumn =
  | (Framed & { readonly kind: 'number'; readonly read: (row: number) => number })
  | (Framed & {
      readonly kind: 'factor'
      readonly levels: readonly string[]
      /** Place of the level, from 1; NaN where there is none. */
      readonly read: (row: number) => number
    })
  | (Framed & { readonly kind: 'text'; readonly read: (row: number) => string | null })

const REASONS: Readonly<Record<'zh' | 'en', string>> = { zh: '：缺失原因', en: ': why missing' }

/** A data set as columns of a data.frame; the reasons of a column stand behind it where one occurs. */
export function layFrame(dataset: Dataset, options: LabelledOptions): FrameColumn[] {
  return layLabelled(dataset, { ...options, inBand: false }).flatMap((variable) => [
    layColumn(variable),
    ...layReasons(variable, dataset.rows, options),
  ])
}

function layColumn(variable: LabelledVariable): FrameColumn {
  const { name, label, measure } = variable
  if (variable.kind === 'text') {
    const { read } = variable
    return { kind: 'text', name, label, classes: [], read: (row) => read(row) || null }
  }
  const { read } = variable
  if (variable.kind === 'date') return { kind: 'number', name, label, classes: ['Date'], read }
  if (variable.kind === 'number') return { kind: 'number', name, label, classes: [], read }
  const places = new Map(variable.codes.map(({ value }, index) => [value, index + 1]))
  return {
    kind: 'factor',
    name,
    label,
    classes: measure === 'ordinal' ? ['ordered', 'factor'] : ['factor'],
    levels: nameLevels(variable),
    read: (row) => places.get(read(row)) ?? NaN,
  }
}

function layReasons(variable: LabelledVariable, rows: number, { language }: LabelledOptions): FrameColumn[] {
  if (variable.kind === 'text') return []
  const { name, label, reason, declared } = variable
  let told = false
  for (let row = 0; row < rows && !told; row += 1) told = reason(row) > 0
  if (!told) return []
  const texts = MISSING_REASONS.map(
    (one) => declared.find(({ value }) => value === MISSING_CODES[one])?.label ?? one,
  )
  return [
    {
      kind: 'factor',
      name: name + REASON_SUFFIX,
      label: label + REASONS[language],
      classes: ['factor'],
      levels: texts,
      read: (row) => reason(row) || NaN,
    },
  ]
}

/** R wants levels that differ: where two codes have one label, each carries its code. */
function nameLevels({ codes }: LabelledNumber): string[] {
  return codes.map(({ value, label }) =>
    codes.filter((other) => other.label === label).length > 1 ? `${value} ${label}` : label,
  )
}
