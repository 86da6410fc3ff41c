/** The examples worked out in the clinical reference, each under its own name. */
import { describe, expect, it } from 'vitest'
import type { ItemValue, Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { block } from '@/lib/instruments/block'
import { boneDensity } from '@/lib/instruments/bone-density'
import { comorbidity } from '@/lib/instruments/comorbidity'
import { eq5d5l } from '@/lib/instruments/eq5d5l'
import { genant } from '@/lib/instruments/genant'
import { joa } from '@/lib/instruments/joa'
import { joaCervicalTotal } from '@/lib/instruments/joa-cervical-total'
import { joaRecoveryRate } from '@/lib/instruments/joa-recovery'
import { odi } from '@/lib/instruments/odi'
import { odiNine } from '@/lib/instruments/odi-nine'
import { radiographs } from '@/lib/instruments/radiographs'
import { rand36 } from '@/lib/instruments/rand36'
import { riskFactors } from '@/lib/instruments/risk-factors'
import { computeScores, percentChangeFrom } from '@/lib/instruments/score'
import { treatment } from '@/lib/instruments/treatment'
import { isResponder, getThreshold } from '@/lib/instruments/thresholds'

/** Values of numbered items; null = left blank. */
function number(stem: string, grades: readonly (number | null)[]): Values {
  return Object.fromEntries(
    grades.flatMap((grade, index): [string, number][] =>
      grade === null ? [] : [[`${stem}_${index + 1}`, grade]],
    ),
  )
}

function give(instrument: Parameters<typeof computeScores>[0], values: Values, name: string) {
  return computeScores(instrument, values)[name]
}

describe('half rule', () => {
  it('vitality of items 23 = 4, 27 = 3, 29 = 3 with 31 blank is 46.7', () => {
    expect(give(rand36, { rand_23: 4, rand_27: 3, rand_29: 3 }, 'rand_vt')?.value?.toFixed(1)).toBe('46.7')
  })

  it('half of a scale is enough, less is not', () => {
    expect(give(rand36, { rand_23: 4, rand_27: 3 }, 'rand_vt')?.value).toBe(50)
    expect(give(rand36, { rand_23: 4 }, 'rand_vt')).toMatchObject({ value: null, reason: 'fewer_than_half' })
    // General health has five items: two are fewer than half, three are not.
    expect(give(rand36, { rand_1: 1, rand_33: 5 }, 'rand_gh')?.reason).toBe('fewer_than_half')
    expect(give(rand36, { rand_1: 1, rand_33: 5, rand_34: 1 }, 'rand_gh')?.value).toBe(100)
  })
})

describe('ODI denominators', () => {
  it('all ten sections over 50: 18 is 36 %', () => {
    expect(give(odi, number('odi', [2, 2, 2, 2, 2, 2, 2, 2, 1, 1]), 'odi')?.value).toBe(36)
  })

  it('one of ten blank over 45: 16 is 35.6 %', () => {
    const values = number('odi', [2, 2, 2, 2, 2, 2, 2, null, 1, 1])
    expect(give(odi, values, 'odi')?.value?.toFixed(1)).toBe('35.6')
  })

  it('two of ten blank over 40; with three there is none', () => {
    expect(give(odi, number('odi', [2, 2, 2, 2, 2, 2, 2, 2, null, null]), 'odi')?.value).toBe(40)
    expect(give(odi, number('odi', [2, 2, 2, 2, 2, 2, 2]), 'odi')?.reason).toBe('too_few_sections')
  })

  it('the nine-section form over 45: 16 is 35.6 %, full marks are 100 %', () => {
    const values = number('odi9', [2, 2, 2, 2, 2, 2, 2, 1, 1])
    expect(give(odiNine, values, 'odi9')?.value?.toFixed(1)).toBe('35.6')
    expect(give(odiNine, number('odi9', Array<number>(9).fill(5)), 'odi9')?.value).toBe(100)
  })

  it('the nine-section form with one blank over 40, with two none', () => {
    expect(give(odiNine, number('odi9', [2, 2, 2, 2, 2, 2, 2, 2, null]), 'odi9')?.value).toBe(40)
    expect(give(odiNine, number('odi9', [2, 2, 2, 2, 2, 2, 2]), 'odi9')?.reason).toBe('too_few_sections')
  })

  it('of two marks in a section one is stored, the form says the higher', () => {
    expect(parseValues(odi, { odi_1: [2, 3] }).ok).toBe(false)
    expect(odi.items[0]?.help?.en).toContain('the higher')
  })
})

const JOA_PARTS: Values = {
  joa_low_back: 0,
  joa_leg: 0,
  joa_gait: 0,
  joa_slr: 0,
  joa_sensory: 0,
  joa_motor: 0,
  joa_turning: 0,
  joa_standing: 0,
  joa_washing: 0,
  joa_leaning: 0,
  joa_sitting: 0,
  joa_lifting: 0,
  joa_walking: 0,
}

describe('negative JOA', () => {
  it('at worst is −6, with a slight bladder −3', () => {
    expect(give(joa, { ...JOA_PARTS, joa_bladder: 2 }, 'joa')?.value).toBe(-6)
    expect(give(joa, { ...JOA_PARTS, joa_bladder: 1 }, 'joa')?.value).toBe(-3)
  })

  it('keeps a negative recovery rate', () => {
    expect(joaRecoveryRate(20, 11)).toBe(-100)
    expect(joaRecoveryRate(-6, 29)).toBe(100)
  })

  it('belongs to the lumbar score: the cervical one begins at 0 and ends at 17', () => {
    expect([0, 12.5, 17].map((joa17) => parseValues(joaCervicalTotal, { joa17 }).ok)).toEqual([
      true,
      true,
      true,
    ])
    expect([-1, 18, 29].map((joa17) => parseValues(joaCervicalTotal, { joa17 }).ok)).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('telephone JOA', () => {
  it('keeps symptoms and daily living, and has neither signs nor total', () => {
    const { joa_slr: _s, joa_sensory: _f, joa_motor: _m, ...told } = JOA_PARTS
    const scores = computeScores(joa, { ...told, joa_low_back: 2, joa_bladder: 0, joa_by_phone: 1 })
    expect(scores).toMatchObject({
      joa_subjective: { value: 2 },
      joa_adl: { value: 0 },
      joa_signs: { value: null, reason: 'signs_not_examined' },
      joa: { value: null, reason: 'signs_not_examined' },
    })
  })
})

describe('undefined rates', () => {
  it('recovery rate at 29 before', () => {
    expect(joaRecoveryRate(29, 29)).toBeNull()
    expect(joaRecoveryRate(29, 25)).toBeNull()
  })

  it('percent change at 0 before', () => {
    expect(percentChangeFrom(0, 0)).toBeNull()
    expect(percentChangeFrom(0, 4)).toBeNull()
    expect(give(block, { block_vas_before: 0, block_vas_after: 0 }, 'block_relief_pct')?.reason).toBe(
      'no_pain_before',
    )
  })

  it('a response in percent of 0 is not judged', () => {
    expect(isResponder(getThreshold('default'), 'odi', 0, 0)).toBeNull()
  })
})

describe('recovery rate', () => {
  it('of the means 13.66 and 22.49 is 57.6 %, which is not the mean of the rates (51.2 %)', () => {
    expect(joaRecoveryRate(13.66, 22.49)?.toFixed(1)).toBe('57.6')
  })
})

describe('vertebral height', () => {
  it('18 mm against neighbours of 24 and 26 mm: 72 % remain, 28 % are lost', () => {
    const values: Values = {
      film_calibration: 1,
      wall_intact: 1,
      index_ant: 18,
      index_mid: 19,
      index_post: 25,
      up1_state: 1,
      up_ant: 24,
      up_mid: 24,
      up_post: 25,
      low1_state: 1,
      low_ant: 26,
      low_mid: 26,
      low_post: 27,
    }
    expect(give(radiographs, values, 'height_remaining_ant_pct')?.value).toBe(72)
    expect(give(radiographs, values, 'height_loss_ant_pct')?.value).toBe(28)
    expect(give(radiographs, values, 'wedge_ratio_pct')?.value).toBe(72)
  })
})

describe('Genant', () => {
  it.each([
    [19.9, 0],
    [20, 1],
    [25, 1],
    [25.1, 2],
    [40, 2],
    [40.1, 3],
  ])('a loss of %d in 100 is grade %d: 25 and 40 go to the lower', (loss, grade) => {
    expect(give(genant, { genant_loss_pct: loss }, 'genant_by_loss')?.value).toBe(grade)
  })

  it('has no measured grade without a measurement', () => {
    expect(give(genant, { genant_grade: 2 }, 'genant_by_loss')?.reason).toBe('height_missing')
  })
})

describe('EQ-5D-5L', () => {
  const state = { eq_mobility: 2, eq_self_care: 1, eq_activities: 3, eq_pain: 4, eq_anxiety: 1 }

  it('writes its state in five digits', () => {
    expect(give(eq5d5l, state, 'eq_profile')?.value).toBe(21341)
    const { eq_pain: _gone, ...four } = state
    expect(give(eq5d5l, four, 'eq_profile')?.reason).toBe('items_missing')
  })

  it('takes an index only within a scale, and only with its value set', () => {
    const whole: Values = { ...state, eq_vas: 60, eq_index: -0.2, eq_value_set: 1 }
    expect(parseValues(eq5d5l, whole).ok).toBe(true)
    expect(parseValues(eq5d5l, { ...whole, eq_index: 1.2 }).ok).toBe(false)
    expect(parseValues(eq5d5l, { ...state, eq_value_set: 1 }).ok).toBe(false)
  })
})

describe('bone density', () => {
  it.each([
    [-0.9, 0],
    [-1, 0],
    [-1.1, 1],
    [-2.4, 1],
    [-2.5, 2],
    [-4, 2],
  ])('a T-score of %d by DXA is class %d', (t, group) => {
    expect(give(boneDensity, { bd_method: 1, bd_t_score: t }, 'bd_who')?.value).toBe(group)
  })

  it('by another method is no class', () => {
    expect(give(boneDensity, { bd_method: 2, bd_t_score: -3 }, 'bd_who')?.reason).toBe('not_dxa')
    expect(give(boneDensity, { bd_method: 1 }, 'bd_who')?.reason).toBe('not_answered')
  })
})

describe('Charlson index', () => {
  const index = (cci_conditions: ItemValue) => give(comorbidity, { cci_conditions }, 'charlson')

  it('adds weights, of a pair the graver, and is 0 with none', () => {
    expect(index([0])?.value).toBe(0)
    expect(index([1, 2, 11])?.value).toBe(4)
    expect(index([10, 13])?.value).toBe(2)
    expect(index([9, 17])?.value).toBe(3)
    expect(index([14, 18])?.value).toBe(6)
    expect(index(Array.from({ length: 19 }, (_, place) => place + 1))?.value).toBe(33)
  })

  it('is not known where nobody asked', () => {
    expect(index({ missing: 'not_done' })?.reason).toBe('not_answered')
  })
})

describe('small derived values', () => {
  it('a daily dose is dose times a day', () => {
    expect(give(treatment, { trt_kind: 4, trt_dose_mg: 75, trt_times: 2 }, 'trt_daily_mg')?.value).toBe(150)
    expect(give(treatment, { trt_kind: 34 }, 'trt_daily_mg')?.reason).toBe('not_answered')
  })

  it('a course is long beyond six months, not at six', () => {
    const long = (risk_course_months: number) => give(riskFactors, { risk_course_months }, 'risk_course_long')
    expect([6, 6.1, 30].map((months) => long(months)?.value)).toEqual([0, 1, 1])
  })
})
