import { describe, expect, it } from 'vitest'
import { describeCourse, joinSentence, type CourseSummary } from '@/lib/figures/timeline-words'
import { sayIn } from './support/samples'

const summary: CourseSummary = {
  anchor: 'operation',
  day: 92,
  changes: [
    { label: 'ODI', decimals: 1, from: 46, to: 18, day: 92, responder: { met: true, rule: '30%' } },
    { label: '腰痛 VAS', decimals: 1, from: 6.5, to: 2, day: 92 },
  ],
  findings: [{ label: '骨水泥渗漏', count: 1, local: true, details: ['T12', 'C 型', '无症状', '已确认'] }],
}

const tell = (input: CourseSummary, locale: 'zh' | 'en' = 'zh') =>
  joinSentence(describeCourse(input, sayIn(locale)))

describe('the sentence above the timeline', () => {
  it('reads as a clinician would write it', () => {
    expect(tell(summary)).toBe(
      '术后 92 天：ODI 46 → 18（达到应答标准 30%），腰痛 VAS 6.5 → 2；骨水泥渗漏 1 处（T12，C 型，无症状，已确认）。',
    )
  })

  it('says the recovery rate beside the JOA, and hands on how a value was made', () => {
    const joa = { label: 'JOA', decimals: 0, from: 13, to: 25, day: 92, recovery: 75, about: ['formula'] }
    const told = { ...summary, changes: [joa], findings: [] }
    expect(tell(told)).toBe('术后 92 天：JOA 13 → 25（恢复率 75%）。')
    expect(describeCourse(told, sayIn('zh')).flatMap(({ about }) => about ?? [])).toEqual(['formula'])
  })

  it('counts what has no level by times', () => {
    const findings = [{ label: '疼痛反复', count: 1, details: ['待确认'] }]
    expect(tell({ ...summary, changes: [], findings })).toBe('术后 92 天：疼痛反复 1 次（待确认）。')
  })

  it('is complete in English', () => {
    const english = { ...summary, changes: summary.changes.slice(0, 1), findings: [] }
    expect(tell(english, 'en')).toBe('Day 92 after the operation: ODI 46 → 18 (30% response reached).')
  })

  it('says when nothing was measured yet, and when the patient does not respond', () => {
    expect(tell({ anchor: 'enrolment', day: null, changes: [], findings: [] })).toBe('尚无随访数据。')
    const change = {
      label: 'ODI',
      decimals: 0,
      from: null,
      to: 50,
      day: 92,
      responder: { met: false, rule: '30%' },
    }
    expect(tell({ ...summary, anchor: 'enrolment', changes: [change], findings: [] })).toBe(
      '入组后 92 天：ODI 未测 → 50（未达到应答标准 30%）。',
    )
  })

  it('says the own day of a measure that was last taken at an earlier visit, and judges it by that day', () => {
    const early = { label: '腿痛 VAS', decimals: 1, from: 4.7, to: 2.3, day: 3 }
    const changes = [
      { label: 'ODI', decimals: 0, from: 62, to: 20, day: 92, responder: { met: true, rule: '30%' } },
      { ...early, responder: { met: true, rule: '2 分' } },
      { ...early, label: '腰痛 NRS', to: null, day: null },
    ]
    expect(tell({ ...summary, changes, findings: [] })).toBe(
      '术后 92 天：ODI 62 → 20（达到应答标准 30%），腿痛 VAS 4.7 → 2.3（术后 3 天，达到应答标准 2 分），腰痛 NRS 4.7 → 未测。',
    )
    expect(tell({ ...summary, anchor: 'enrolment', changes: [early], findings: [] }, 'en')).toBe(
      'Day 92 after enrolment: 腿痛 VAS 4.7 → 2.3 (day 3 after enrolment).',
    )
  })

  it('marks values and findings as such', () => {
    const kinds = describeCourse(summary, sayIn('zh')).map((part) => part.kind)
    expect(kinds.filter((kind) => kind === 'value')).toHaveLength(2)
    expect(kinds.filter((kind) => kind === 'finding')).toHaveLength(1)
  })
})
