/**
 * Named thresholds by which one patient's course is judged. They judge a patient's change, never a difference of
 * means; groups are compared by their share of responders.
 */
import type { Bilingual } from '@/lib/codebook/item'

export type Outcome = 'back' | 'leg' | 'odi'

/** Lower is better everywhere. `drop`: points or percent gained; `state`: reached, whatever came before. */
export type Bar =
  | { readonly kind: 'drop'; readonly points: number }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'state'; readonly atMost: number }

export interface Threshold {
  readonly id: string
  readonly label: Bilingual
  readonly bars: Readonly<Partial<Record<Outcome, Bar>>>
  readonly source: Bilingual
  /** False where the numbers were not read in the source itself; shown as "unverified". */
  readonly verified: boolean
  readonly note?: Bilingual
}

const OSTELO = 'Ostelo 2008, doi:10.1097/BRS.0b013e31815e3a10'

const BORROWED: Bilingual = {
  zh: '用于椎体成形术时，借自腰痛研究',
  en: 'For vertebral augmentation: borrowed from low back pain',
}

/** A reference that reads the same in both languages. */
function cite(reference: string): Bilingual {
  return { zh: reference, en: reference }
}

function drop(points: number): Bar {
  return { kind: 'drop', points }
}

function percent(share: number): Bar {
  return { kind: 'percent', percent: share }
}

function atMost(value: number): Bar {
  return { kind: 'state', atMost: value }
}

export const DEFAULT_THRESHOLD = 'default'

export const THRESHOLDS: readonly Threshold[] = [
  {
    id: DEFAULT_THRESHOLD,
    label: { zh: 'ODI 降低 30%，VAS 降低 2 分', en: 'ODI down 30 %, VAS down 2 points' },
    bars: { back: drop(2), leg: drop(2), odi: percent(30) },
    source: { zh: `${OSTELO}（基线的 30%；NRS 2 分）`, en: `${OSTELO} (30 % of baseline; NRS 2 points)` },
    verified: true,
    note: BORROWED,
  },
  {
    id: 'mic_lbp',
    label: { zh: '腰痛 MIC 共识（分值）', en: 'MIC consensus, low back pain (points)' },
    bars: { back: drop(1.5), leg: drop(1.5), odi: drop(10) },
    source: cite(OSTELO),
    verified: true,
    note: BORROWED,
  },
  {
    id: 'mic_lbp_percent',
    label: { zh: '腰痛 MIC 共识（30%）', en: 'MIC consensus, low back pain (30 %)' },
    bars: { back: percent(30), leg: percent(30), odi: percent(30) },
    source: cite(OSTELO),
    verified: true,
    note: BORROWED,
  },
  {
    id: 'mcid_lumbar_surgery',
    label: { zh: '腰椎手术 MCID', en: 'Lumbar surgery MCID' },
    bars: { back: drop(1.2), leg: drop(1.6), odi: drop(12.8) },
    source: { zh: 'Copay 2008, Spine J 8:968（未核实）', en: 'Copay 2008, Spine J 8:968 (unverified)' },
    verified: false,
  },
  {
    id: 'endoscopic_lower',
    label: { zh: '内镜椎间孔手术，下限', en: 'Endoscopic foraminal, lower bound' },
    bars: { back: drop(2.5), leg: drop(2.5), odi: drop(15) },
    source: cite('Lewandrowski 2020, Int J Spine Surg 14:254'),
    verified: true,
  },
  {
    id: 'endoscopic_upper',
    label: { zh: '内镜椎间孔手术，上限', en: 'Endoscopic foraminal, upper bound' },
    bars: { back: drop(3.5), leg: drop(3.5), odi: drop(16.5) },
    source: cite('Lewandrowski 2020, Int J Spine Surg 14:254'),
    verified: true,
  },
  {
    id: 'success_discectomy',
    label: { zh: '椎间盘切除术成功', en: 'Success, discectomy' },
    bars: { back: drop(2.5), leg: drop(3.5), odi: drop(20) },
    source: cite('Solberg 2013, PMID 23506164'),
    verified: true,
  },
  {
    id: 'success_ldh_prediction',
    label: { zh: '椎间盘突出预测集成功', en: 'Success, disc herniation prediction set' },
    bars: { back: drop(2), leg: drop(4), odi: drop(22) },
    source: cite('NORspine 2024, PMC10851101'),
    verified: true,
  },
  {
    id: 'success_stenosis',
    label: { zh: '椎管狭窄手术成功', en: 'Success, stenosis' },
    bars: { odi: percent(30) },
    source: cite('NORDSTEN 2024, doi:10.1007/s00586-024-08440-1'),
    verified: true,
  },
  {
    id: 'no_failure_ldh',
    label: {
      zh: '椎间盘突出 12 个月未失败（分值）',
      en: 'Not a failure, disc herniation, 12 months (points)',
    },
    bars: { odi: drop(13) },
    source: {
      zh: 'Werner 2017, doi:10.1007/s00586-017-5185-5（失败：变化 < 13）',
      en: 'Werner 2017, doi:10.1007/s00586-017-5185-5 (failure: change < 13)',
    },
    verified: true,
  },
  {
    id: 'no_failure_ldh_percent',
    label: { zh: '椎间盘突出 12 个月未失败（33%）', en: 'Not a failure, disc herniation, 12 months (33 %)' },
    bars: { odi: percent(33) },
    source: {
      zh: 'Werner 2017, doi:10.1007/s00586-017-5185-5（失败：变化 < 33%）',
      en: 'Werner 2017, doi:10.1007/s00586-017-5185-5 (failure: change < 33 %)',
    },
    verified: true,
  },
  {
    id: 'pass',
    label: { zh: '可接受状态（PASS）', en: 'Acceptable state (PASS)' },
    bars: { back: atMost(2), leg: atMost(2), odi: atMost(22) },
    source: {
      zh: '椎间盘突出症 PASS，SBPR 2013（疼痛）；ODI 值未核实',
      en: 'PASS in disc herniation, SBPR 2013 (pain); ODI value unverified',
    },
    verified: false,
  },
  {
    id: 'mic_surgery',
    label: { zh: '腰椎手术 MIC', en: 'MIC, lumbar surgery' },
    bars: { back: drop(2.7), leg: drop(3.2), odi: drop(18) },
    source: cite('Parai 2020, doi:10.1007/s00586-019-06222-8'),
    verified: true,
  },
  {
    id: 'sdc_surgery',
    label: { zh: '单个患者可察觉变化（SDC）', en: 'Smallest detectable change, one patient (SDC)' },
    bars: { back: drop(3.6), leg: drop(3.7), odi: drop(18) },
    source: cite('Parai 2020, doi:10.1007/s00586-019-06222-8'),
    verified: true,
    note: { zh: '小于此值的变化可能是测量误差', en: 'A smaller change may be noise' },
  },
]

/** The preset of that id. @throws Error when there is none */
export function getThreshold(id: string): Threshold {
  const threshold = THRESHOLDS.find((preset) => preset.id === id)
  if (!threshold) throw new Error(`no threshold ${id}`)
  return threshold
}

/**
 * Highest value after treatment that still counts as response, for a patient with that value before.
 * @returns null where the preset does not judge the outcome, the value before is unknown, or percent is undefined (0)
 */
export function thresholdLine(threshold: Threshold, outcome: Outcome, pre: number | null): number | null {
  const bar = threshold.bars[outcome]
  if (!bar) return null
  if (bar.kind === 'state') return bar.atMost
  if (pre === null) return null
  if (bar.kind === 'drop') return clean(pre - bar.points)
  return pre === 0 ? null : clean(pre * (1 - bar.percent / 100))
}

/**
 * Whether one patient responded. A line below zero cannot be reached: such a patient is not a responder.
 * @returns null when it cannot be judged: a value is missing, the preset is silent, or percent of zero
 */
export function isResponder(
  threshold: Threshold,
  outcome: Outcome,
  pre: number | null,
  post: number | null,
): boolean | null {
  const line = thresholdLine(threshold, outcome, pre)
  return line === null || post === null ? null : clean(post) <= line
}

/** Takes the dust of binary fractions off, so that 5.1 − 2 is 3.1 and a change of exactly the bar counts. */
function clean(value: number): number {
  return Number(value.toFixed(9))
}
