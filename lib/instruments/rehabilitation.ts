import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildMulti } from './build-items'
import { OWN_RULES, OVCF_STUDY, RESIDUAL_REVIEW } from './sources'
import { buildSpan } from './span'

/** A course of rehabilitation: what was trained, where, how often and how well it was kept. */
export const rehabilitation: Instrument = {
  id: 'rehabilitation',
  version: 1,
  title: { zh: '康复', en: 'Rehabilitation' },
  short: { zh: '康复', en: 'Rehab.' },
  repeat: 'log',
  source: `${RESIDUAL_REVIEW}; ${OVCF_STUDY}; ${OWN_RULES}`,
  items: [
    buildMulti(
      'reh_kinds',
      ['内容', 'What'],
      buildCodes([
        [1, 'back_muscles', '腰背肌训练', 'Back extensors'],
        [2, 'core', '核心稳定', 'Core stability'],
        [3, 'nerve_gliding', '神经松动', 'Nerve gliding'],
        [4, 'walking', '步行', 'Walking'],
        [5, 'emg_feedback', '表面肌电反馈', 'Surface-EMG feedback'],
        [6, 'balance', '平衡与防跌倒', 'Balance, prevention of falls'],
        [7, 'physical', '理疗', 'Physical agents'],
        [8, 'manual', '手法', 'Manual therapy'],
        [9, 'teaching', '宣教', 'Teaching'],
        [99, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice(
      'reh_where',
      ['地点', 'Where'],
      buildCodes([
        [1, 'ward', '病房', 'Ward'],
        [2, 'outpatient', '门诊', 'Outpatient'],
        [3, 'home', '家中', 'Home'],
        [4, 'centre', '康复机构', 'Rehabilitation centre'],
      ]),
      { required: true },
    ),
    ...buildSpan('reh'),
    {
      name: 'reh_per_week',
      kind: 'integer',
      label: { zh: '每周次数', en: 'Times a week' },
      measure: 'scale',
      unit: '/wk',
      hard: { min: 0, max: 70 },
      soft: { min: 1, max: 14 },
    },
    {
      name: 'reh_minutes',
      kind: 'integer',
      label: { zh: '每次时长', en: 'Length of a session' },
      measure: 'scale',
      unit: 'min',
      hard: { min: 1, max: 480 },
      soft: { min: 5, max: 120 },
    },
    buildChoice(
      'reh_kept',
      ['完成情况', 'Kept to it'],
      buildCodes([
        [0, 'not', '未做', 'Not at all'],
        [1, 'partly', '部分', 'Partly'],
        [2, 'fully', '按计划', 'As planned'],
      ]),
      { measure: 'ordinal' },
    ),
  ],
}
