import { describe, expect, it } from 'vitest'
import type { Scores, Values } from '@/lib/codebook/item'
import type { RulePlan, Technique } from '@/lib/protocol/protocol'
import { evaluateRules } from '@/lib/protocol/rules/evaluate'
import type { RuleContext, RuleEntry } from '@/lib/protocol/rules/rule'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'

const DAYS: Readonly<Record<string, number>> = { pre: -2, d1: 1, d3: 3, m3: 92, m12: 365 }
const OPERATED = '2026-01-01'

function entry(
  instrument: string,
  visit: string | null,
  values: Values,
  more: { scores?: Scores; level?: string; id?: string } = {},
): RuleEntry {
  const { scores = {}, level = '', id = `${instrument}-${visit}-${level}` } = more
  return { id, instrument, version: 1, repeatKey: level, visit, values, scores }
}

function run(
  technique: Technique,
  entries: readonly RuleEntry[],
  { levels = ['L1'], plans = LIVE_PROTOCOL.rules }: { levels?: string[]; plans?: readonly RulePlan[] } = {},
) {
  const context: RuleContext = {
    technique,
    operationDate: OPERATED,
    levels,
    visits: Object.entries(DAYS).map(([code, day]) => ({ code, day, doneOn: `on-${code}`, after: day > 0 })),
    entries,
  }
  return evaluateRules(plans, context)
}

const told = (found: ReturnType<typeof run>) =>
  found.proposals.map(({ type, level, evidence }) => [type, level, evidence.map(({ key }) => key)])

describe('recollapse', () => {
  const film = (
    visit: string,
    height: number | null,
    more: { cobb?: number; position?: number; ends?: number } = {},
  ) =>
    entry(
      'radiographs',
      visit,
      {
        film_position: more.position ?? 2,
        ...(more.cobb === undefined
          ? {}
          : { cobb_upper: 11, cobb_lower: more.ends ?? 14, cobb_local_deg: more.cobb }),
      },
      {
        level: 'L1',
        scores:
          height === null
            ? {}
            : { height_ant_mm: { value: height, formula: 'height-mm-anterior', version: 1 } },
      },
    )

  it('is a loss of 15 % of the height of the first film, and not of 14.9 %', () => {
    expect(told(run('PVP', [film('d1', 20), film('m3', 17)]))).toEqual([
      ['recollapse', 'L1', ['recollapse_height']],
    ])
    expect(told(run('PVP', [film('d1', 20), film('m3', 17.02)]))).toEqual([])
  })

  it('is 10° more kyphosis between the same endplates alone', () => {
    expect(told(run('PKP', [film('d1', null, { cobb: 8 }), film('m3', null, { cobb: 18 })]))).toEqual([
      ['recollapse', 'L1', ['recollapse_angle']],
    ])
    expect(told(run('PKP', [film('d1', null, { cobb: 8 }), film('m3', null, { cobb: 17.9 })]))).toEqual([])
    const other = film('m3', null, { cobb: 30, ends: 15 })
    expect(told(run('PKP', [film('d1', null, { cobb: 8 }), other]))).toEqual([])
  })

  it('compares with nothing when the first film came later than a week', () => {
    expect(told(run('PVP', [film('m3', 20), film('m12', 10)]))).toEqual([])
  })

  it('says when the position differs, is found once, and not after endoscopy', () => {
    const films = [film('d1', 20, { position: 1 }), film('m3', 10), film('m12', 8)]
    expect(told(run('PVP', films))).toEqual([
      ['recollapse', 'L1', ['recollapse_height', 'recollapse_position']],
    ])
    expect(told(run('PELD', films))).toEqual([])
  })

  it('reads the ratio where a film is not calibrated', () => {
    const ratio = (visit: string, value: number) =>
      entry(
        'radiographs',
        visit,
        { film_position: 2 },
        {
          level: 'L1',
          scores: { height_remaining_ant_pct: { value, formula: 'height-remaining-anterior', version: 1 } },
        },
      )
    expect(told(run('PVP', [ratio('d1', 90), ratio('m3', 70)]))).toEqual([
      ['recollapse', 'L1', ['recollapse_height']],
    ])
  })
})

describe('a fracture beside a treated vertebra', () => {
  const film = (visit: string, values: Values, level = 'L1') => entry('radiographs', visit, values, { level })

  it('is adjacent next to it and new two away', () => {
    const films = [
      film('pre', { up1_state: 1, low1_state: 2, low2_state: 1 }),
      film('m3', { up1_state: 2, low1_state: 2, low2_state: 2 }),
    ]
    expect(told(run('PVP', films))).toEqual([
      ['adjacent_fracture', 'T12', ['fracture_adjacent']],
      ['new_fracture', 'L3', ['fracture_new']],
    ])
  })

  it('is none when it was broken before, was treated, or was seen before the operation', () => {
    expect(told(run('PVP', [film('pre', { up1_state: 2 }), film('m3', { up1_state: 2 })]))).toEqual([])
    const both = [film('pre', { up1_state: 1 }), film('m3', { up1_state: 2 })]
    expect(told(run('PVP', both, { levels: ['L1', 'T12'] }))).toEqual([])
    expect(told(run('PVP', [film('pre', { up1_state: 1 })]))).toEqual([])
  })
})

describe('herniation after endoscopic discectomy', () => {
  const relieved = (answer: 0 | 1, on?: string) =>
    entry('recurrent_pain', 'm3', { pain_relieved: answer, ...(on ? { pain_relieved_on: on } : {}) })
  const mri = (on: string, finding: number) =>
    entry('disc_mri', null, { mri_on: on, mri_level: 4, mri_finding: finding }, { id: `mri-${on}` })

  it('is a residual fragment without relief, on an early MRI', () => {
    expect(told(run('PELD', [relieved(0), mri('2026-01-20', 2)]))).toEqual([
      ['residual_fragment', 'L4-5', ['mri_fragment', 'not_relieved']],
    ])
    const atDischarge = entry('peld_record', null, { discharge_mri: 1, discharge_mri_finding: 2 })
    expect(told(run('PELD', [relieved(0), atDischarge]))).toEqual([
      ['residual_fragment', undefined, ['mri_fragment_discharge', 'not_relieved']],
    ])
    expect(told(run('PELD', [relieved(1), mri('2026-01-20', 2)]))).toEqual([])
    expect(told(run('PELD', [mri('2026-01-20', 2)]))).toEqual([])
    expect(told(run('PELD', [relieved(0), mri('2026-03-01', 2)]))).toEqual([])
  })

  it('is early until six months and a recurrence after, both after relief', () => {
    expect(told(run('PELD', [relieved(1, '2026-01'), mri('2026-07-03', 3)]))).toEqual([
      ['early_reherniation', 'L4-5', ['mri_reherniation_early', 'relieved_on']],
    ])
    expect(told(run('PELD', [relieved(1), mri('2026-07-04', 4)]))).toEqual([
      ['recurrent_herniation', 'L4-5', ['mri_reherniation_late', 'relieved']],
    ])
    expect(told(run('PELD', [relieved(0), mri('2026-07-04', 3)]))).toEqual([])
    expect(told(run('PELD', [relieved(1), mri('2026-07-04', 5)]))).toEqual([])
    expect(told(run('PELD', [relieved(1, '2026-08-01'), mri('2026-07-04', 3)]))).toEqual([])
  })

  it('shows a haematoma too', () => {
    expect(told(run('PELD', [mri('2026-01-03', 7)]))).toEqual([['haematoma', undefined, ['mri_haematoma']]])
  })
})

describe('what one form shows', () => {
  const exam = (visit: string, power: number, touch = 2) =>
    entry('neurology', visit, { power_l5_left: power, touch_s1_right: touch })

  it('is a nerve injury when a root is weaker or number than before, within 30 days, once', () => {
    const found = run('PELD', [exam('pre', 5), exam('d1', 4, 1), exam('d3', 3)])
    expect(told(found)).toEqual([['nerve_injury', undefined, ['power_fell_left', 'touch_fell_right']]])
    expect(told(run('PVP', [exam('pre', 4), exam('d1', 4), exam('d3', 5)]))).toEqual([])
    expect(told(run('PVP', [exam('d1', 3), exam('d3', 2)]))).toEqual([])
    expect(told(run('PVP', [exam('pre', 5), exam('m3', 3)]))).toEqual([])
  })

  it('is a suspicion of cauda equina from two signs on, beside the alert', () => {
    const signs = (values: Values, visit = 'd1') => entry('urgent_signs', visit, values)
    const both = run('PELD', [signs({ urgent_bladder: 1, urgent_saddle: 1 })])
    expect(told(both)).toEqual([
      ['cauda_equina', undefined, ['urgent_bladder', 'urgent_saddle', 'imaging_decides']],
    ])
    expect(both.alerts).toHaveLength(1)
    expect(told(run('PELD', [signs({ urgent_bladder: 1, urgent_weakness: 1 })]))).toEqual([])
    expect(told(run('PELD', [signs({ urgent_bladder: 1, urgent_saddle: 1 }, 'pre')]))).toEqual([])
  })

  it('is a suspicion of an embolism when cement went far', () => {
    const leak = (visit: string, level: string, where: number[]) =>
      entry('leakage', visit, { leak: 1, leak_location: where }, { level })
    const found = run('PVP', [leak('d1', 'T12', [5, 6]), leak('d1', 'L1', [6])]).proposals
    expect(found.filter(({ type }) => type === 'cement_embolism')).toHaveLength(1)
    const near = run('PVP', [leak('d1', 'T12', [5])]).proposals
    expect(near.map(({ type }) => type)).toEqual(['cement_leakage'])
  })
})

describe('published readings', () => {
  const pain = (visit: string, value: number) =>
    entry('pain', visit, {}, { scores: { vas_back: { value, formula: 'vas-back-worst', version: 1 } } })

  it('keep what version 2 of residual back pain said of day 1, which version 3 leaves to the alert', () => {
    const plan = (version: number) => [{ id: 'rbp-ovcf', version, params: { visits: ['d1', 'm3'] } }]
    const entries = [pain('d1', 8), pain('m3', 5)]
    expect(run('PVP', entries, { plans: plan(2) }).proposals.map(({ visit }) => visit)).toEqual(['d1', 'm3'])
    expect(run('PVP', entries, { plans: plan(3) }).proposals.map(({ visit }) => visit)).toEqual(['m3'])
  })

  it('keep the two definitions of leakage apart', () => {
    const leak = (cortex: 0 | 1) =>
      entry('leakage', 'd1', { leak: 1, leak_endplate_cortex: cortex }, { level: 'L1' })
    const plans = [
      { id: 'cement-leakage', version: 1, params: {} },
      { id: 'leakage-cortex', version: 1, params: {} },
    ]
    const rules = (cortex: 0 | 1) => run('PVP', [leak(cortex)], { plans }).proposals.map(({ rule }) => rule)
    expect(rules(0)).toEqual(['cement-leakage'])
    expect(rules(1)).toEqual(['cement-leakage', 'leakage-cortex'])
  })
})
