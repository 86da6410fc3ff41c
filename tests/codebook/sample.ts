import type { Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'

function both(text: string) {
  return { zh: text, en: text }
}

/** An instrument with every kind of item, and a chain of conditions: leak → kinds → other → when. */
export const sample: Instrument = {
  id: 'sample',
  version: 3,
  title: both('Sample'),
  short: both('S'),
  repeat: 'none',
  source: 'tests',
  items: [
    {
      name: 'volume',
      kind: 'number',
      label: { zh: '体积', en: 'Volume' },
      measure: 'scale',
      unit: 'mL',
      decimals: 1,
      hard: { min: 0, max: 40 },
      soft: { min: 1, max: 15 },
      jump: 5,
      required: true,
    },
    { name: 'shots', kind: 'integer', label: both('Shots'), measure: 'scale', hard: { min: 0 } },
    { name: 'leak', kind: 'choice', label: both('Leak'), measure: 'nominal', codes: YES_NO, required: true },
    {
      name: 'kinds',
      kind: 'multi',
      label: { zh: '类型', en: 'Kinds' },
      measure: 'nominal',
      showIf: 'leak = 1',
      required: true,
      codes: [
        { code: 1, key: 'b', label: both('B') },
        { code: 2, key: 's', label: both('S') },
        { code: 9, key: 'other', label: both('Other') },
      ],
    },
    {
      name: 'other',
      kind: 'text',
      label: both('Other'),
      measure: 'nominal',
      showIf: 'has(kinds, 9)',
      identifying: true,
      maxLength: 20,
    },
    {
      name: 'seen_on',
      kind: 'date',
      label: both('Seen'),
      measure: 'scale',
      showIf: 'answered(other)',
      partial: true,
    },
    { name: 'told_on', kind: 'date', label: both('Told'), measure: 'scale' },
    {
      name: 'double',
      kind: 'calculated',
      label: both('Double'),
      measure: 'scale',
      decimals: 1,
      jump: 20,
      formula: { id: 'double', version: 2, text: both('2 × volume'), source: 'tests' },
    },
  ],
  score: ({ volume }) => ({
    double: { value: typeof volume === 'number' ? 2 * volume : null, formula: 'double', version: 2 },
  }),
}
