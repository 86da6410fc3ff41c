/** Types of complication: label, definition, source. A published definition never changes; a change is a new version. */
import type { Bilingual } from '@/lib/codebook/item'
import type { Technique } from './protocol'
import { OWN } from './rules/sources'

export const COMPLICATION_CODES = [
  'residual_back_pain',
  'recurrent_pain',
  'cement_leakage',
  'residual_fragment',
  'early_reherniation',
  'recurrent_herniation',
  'recollapse',
  'new_fracture',
  'adjacent_fracture',
  'infection',
  'haematoma',
  'dural_tear',
  'nerve_injury',
  'cement_embolism',
  'bed_rest',
  'cauda_equina',
  'death',
  'other',
] as const

export type ComplicationCode = (typeof COMPLICATION_CODES)[number]

export interface ComplicationType {
  readonly code: ComplicationCode
  readonly version: number
  readonly label: Bilingual
  readonly definition: Bilingual
  /** Where the definition comes from; "own proposal" where no published standard was found. */
  readonly source: Bilingual
  /** Happened at the operation, found whenever looked for: a proportion, never a time to event. */
  readonly presentAtOperation: boolean
  /** Recorded for a vertebral level. */
  readonly byLevel: boolean
  /** Techniques it can follow; absent = all. */
  readonly techniques?: readonly Technique[]
}

const USAGE: Bilingual = { zh: '未核实：通行用法', en: 'unverified: general usage' }
const CEMENT: readonly Technique[] = ['PVP', 'PKP', 'other']
const DISC: readonly Technique[] = ['PELD', 'other']

function define(
  code: ComplicationCode,
  label: readonly [zh: string, en: string],
  definition: readonly [zh: string, en: string],
  source: Bilingual,
  more: Partial<Pick<ComplicationType, 'presentAtOperation' | 'byLevel' | 'techniques'>> = {},
): ComplicationType {
  return {
    code,
    version: 1,
    label: { zh: label[0], en: label[1] },
    definition: { zh: definition[0], en: definition[1] },
    source,
    presentAtOperation: false,
    byLevel: false,
    ...more,
  }
}

export const COMPLICATION_CATALOGUE: readonly ComplicationType[] = [
  define(
    'residual_back_pain',
    ['术后残留腰背痛', 'Residual back pain'],
    [
      '椎体强化术后：随访点腰背痛 VAS ≥ 4；椎间孔镜术后：手术后一直存在的腰痛、不适或僵硬，术后 ≥ 30 天仍有。',
      'After cement augmentation: back VAS ≥ 4 at a follow-up visit. After endoscopic discectomy: low back pain, discomfort or stiffness there since the operation, still present at day 30 or later.',
    ],
    {
      zh: 'Li 2020，PMID 32507918；《中国疼痛医学杂志》2025(6)；30 天：本系统自拟',
      en: 'Li 2020, PMID 32507918; Chinese Journal of Pain Medicine 2025(6); 30 days: own proposal',
    },
  ),
  define(
    'recurrent_pain',
    ['疼痛反复', 'Recurrent pain'],
    [
      '术后疼痛消失或减轻一半以上，其后再现或加重 ≥ 2 天；或评分自术后最低值上升 ≥ 2 分并达到 ≥ 4 分。',
      'Pain gone or relieved by half after the operation, then back or worse for 2 days or longer; or a score that rose by 2 or more from its lowest value after the operation to 4 or more.',
    ],
    {
      zh: '《中国疼痛医学杂志》2025(6)；评分上升：本系统自拟',
      en: 'Chinese Journal of Pain Medicine 2025(6); rise of the score: own proposal',
    },
  ),
  define(
    'cement_leakage',
    ['骨水泥渗漏', 'Cement leakage'],
    [
      'CT 或 X 线片见骨水泥超出椎体；按节段记录类型（B、S、C 型等）及有无症状。',
      'Cement outside the vertebral body on CT or film, recorded by level with its types (B, S, C …) and whether it causes symptoms.',
    ],
    { zh: 'Yeom 2003，PMID 12585583', en: 'Yeom 2003, PMID 12585583' },
    { presentAtOperation: true, byLevel: true, techniques: CEMENT },
  ),
  define(
    'residual_fragment',
    ['髓核残留', 'Residual fragment'],
    ['术后症状无缓解，早期 MRI 见残留髓核。', 'No relief after the operation, and a fragment on early MRI.'],
    OWN,
    { presentAtOperation: true, techniques: DISC },
  ),
  define(
    'early_reherniation',
    ['早期再突出', 'Early re-herniation'],
    [
      '术后缓解，6 个月内同节段再突出，MRI 证实。',
      'Relief, then herniation at the same level within 6 months, proven by MRI.',
    ],
    USAGE,
    { byLevel: true, techniques: DISC },
  ),
  define(
    'recurrent_herniation',
    ['椎间盘突出复发', 'Recurrent herniation'],
    [
      '无痛间期后，术后 6 个月以上同节段再突出（任一侧），MRI 证实。',
      'After a pain-free interval, herniation at the same level, either side, later than 6 months, proven by MRI.',
    ],
    USAGE,
    { byLevel: true, techniques: DISC },
  ),
  define(
    'recollapse',
    ['椎体再塌陷', 'Recollapse'],
    [
      '与术后即刻相比，伤椎高度丢失 ≥ 15% 或后凸增加 ≥ 10°。',
      'Loss of 15% or more of the treated height, or 10° more kyphosis, against the first film after the operation.',
    ],
    { zh: 'Yu 2017，PMC5266161', en: 'Yu 2017, PMC5266161' },
    { byLevel: true, techniques: CEMENT },
  ),
  define(
    'new_fracture',
    ['新发椎体骨折', 'New vertebral fracture'],
    [
      '非手术节段的急性椎体骨折（非相邻节段）。',
      'Acute fracture of a vertebra that was not treated and is not next to one.',
    ],
    USAGE,
    { byLevel: true },
  ),
  define(
    'adjacent_fracture',
    ['邻椎骨折', 'Adjacent fracture'],
    [
      '手术节段上一或下一椎体的急性骨折。',
      'Acute fracture of the vertebra next above or below a treated one.',
    ],
    USAGE,
    { byLevel: true },
  ),
  define(
    'infection',
    ['感染', 'Infection'],
    [
      '切口、椎间隙或椎体感染，经培养或影像与炎症指标证实。',
      'Infection of wound, disc space or vertebra, shown by culture or by imaging with inflammatory markers.',
    ],
    OWN,
  ),
  define(
    'haematoma',
    ['血肿', 'Haematoma'],
    ['术区或椎管内血肿，经影像证实。', 'Haematoma of the wound or the spinal canal, shown by imaging.'],
    OWN,
  ),
  define(
    'dural_tear',
    ['硬膜撕裂', 'Dural tear'],
    [
      '术中见硬膜破损或术后脑脊液漏。',
      'Tear seen at the operation, or leak of cerebrospinal fluid after it.',
    ],
    OWN,
    { presentAtOperation: true },
  ),
  define(
    'nerve_injury',
    ['神经损伤', 'Nerve injury'],
    ['术后新发的运动或感觉缺失。', 'Motor or sensory deficit that was not there before the operation.'],
    OWN,
  ),
  define(
    'cement_embolism',
    ['骨水泥肺栓塞', 'Pulmonary cement embolism'],
    [
      '影像见肺动脉内骨水泥，有或无症状。',
      'Cement in a pulmonary artery on imaging, with or without symptoms.',
    ],
    OWN,
    { presentAtOperation: true, techniques: CEMENT },
  ),
  define(
    'bed_rest',
    ['卧床并发症', 'Complication of bed rest'],
    ['肺炎、压疮或深静脉血栓。', 'Pneumonia, pressure sore or deep vein thrombosis.'],
    {
      zh: 'DOI 10.3877/cma.j.issn.2096-0263.2026.02.001',
      en: 'DOI 10.3877/cma.j.issn.2096-0263.2026.02.001',
    },
  ),
  define(
    'cauda_equina',
    ['马尾综合征', 'Cauda equina syndrome'],
    [
      '膀胱、直肠功能障碍或鞍区感觉减退，影像见马尾受压。',
      'Disturbed bladder or bowel, or saddle numbness, with compression of the cauda equina on imaging.',
    ],
    OWN,
  ),
  define('death', ['死亡', 'Death'], ['任何原因的死亡。', 'Death of any cause.'], OWN),
  define(
    'other',
    ['其他', 'Other'],
    ['以上未列出的并发症，须注明。', 'A complication not listed above, described in words.'],
    OWN,
  ),
]

/** The type in the version of an event, or in its latest. */
export function findComplicationType(code: string, version?: number): ComplicationType | undefined {
  return COMPLICATION_CATALOGUE.findLast(
    (type) => type.code === code && (version === undefined || type.version === version),
  )
}
