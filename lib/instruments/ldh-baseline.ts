import type { Instrument } from '@/lib/codebook/item'
import { buildChoice } from './build-items'
import { LUMBAR_DISCS, SIDES } from './sides'
import { SNRB_STUDY } from './sources'

/** The herniation before treatment. The body mass index is here for cohorts whose source gives neither height nor weight. */
export const ldhBaseline: Instrument = {
  id: 'ldh_baseline',
  version: 1,
  title: { zh: '腰椎间盘突出症基线', en: 'Disc herniation, baseline' },
  short: { zh: 'LDH 基线', en: 'LDH base' },
  repeat: 'none',
  source: `${SNRB_STUDY} (Table 1)`,
  items: [
    buildChoice('segment', ['突出节段', 'Herniated level'], LUMBAR_DISCS, { required: true }),
    buildChoice('herniation_side', ['突出侧别', 'Side of the herniation'], SIDES),
    {
      name: 'leg_pain_days',
      kind: 'integer',
      label: { zh: '下肢疼痛病程', en: 'Duration of leg pain' },
      measure: 'scale',
      unit: 'd',
      required: true,
      hard: { min: 0, max: 36500 },
      soft: { min: 1, max: 7300 },
    },
    {
      name: 'bmi_reported',
      kind: 'number',
      label: { zh: '体重指数（来源报告）', en: 'Body mass index, as reported' },
      measure: 'scale',
      unit: 'kg/m²',
      help: {
        zh: '仅在不知身高体重时填写；否则由一般资料计算',
        en: 'Only where height and weight are not known; otherwise computed from the demographics',
      },
      decimals: 1,
      hard: { min: 8, max: 90 },
      soft: { min: 15, max: 40 },
    },
  ],
}
