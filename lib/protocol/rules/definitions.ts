/**
 * What each version of each rule says, and where it comes from. A published version never changes: the text of one that
 * has run stands beside the events it proposed. A change is another version, and both stay runnable.
 */
import type { Bilingual } from '@/lib/codebook/item'
import {
  ENDPLATE_CORTEX,
  HERNIATION,
  LEAK_TYPES,
  OWN,
  RECOLLAPSE,
  RECURRENT_PAIN,
  RED_FLAGS,
  RESIDUAL_PAIN,
  VAS_FOUR,
} from './sources'

export interface RuleDefinition {
  readonly id: string
  readonly version: number
  /** In words, with the standard parameters in place. */
  readonly text: Bilingual
  readonly source: Bilingual
}

function define(id: string, version: number, zh: string, en: string, source: Bilingual): RuleDefinition {
  return { id, version, text: { zh, en }, source }
}

export const RULE_DEFINITIONS: readonly RuleDefinition[] = [
  define(
    'rbp-ovcf',
    1,
    '椎体强化术后，方案所列访视（3、12 个月）腰背痛 VAS ≥ 4。',
    'After cement augmentation, back VAS ≥ 4 at the visits of the protocol (3 and 12 months).',
    VAS_FOUR,
  ),
  define(
    'rbp-ovcf',
    2,
    '椎体强化术后，方案所列访视（3、12 个月）腰背痛 VAS ≥ 4；电话随访时以腰背痛 NRS ≥ 4 代替。',
    'After cement augmentation, back VAS ≥ 4 at the visits of the protocol (3 and 12 months); by telephone the back NRS ≥ 4 in its place.',
    VAS_FOUR,
  ),
  define(
    'rbp-ovcf',
    3,
    '椎体强化术后 ≥ 30 天，方案所列访视（3、12 个月）腰背痛 VAS ≥ 4；电话随访时以腰背痛 NRS ≥ 4 代替。30 天前不提出，只发“早期疼痛”警示。',
    'After cement augmentation, from day 30 on, back VAS ≥ 4 at the visits of the protocol (3 and 12 months); by telephone the back NRS ≥ 4 in its place. Before day 30 nothing is proposed, the alert “early pain” is raised.',
    VAS_FOUR,
  ),
  define(
    'rbp-peld',
    1,
    '椎间孔镜术后，“自手术后一直存在的腰痛、不适或僵硬”在 ≥ 30 天时答“是”，或连续两次答“是”且第二次 ≥ 30 天。VAS 只作分级。',
    'After endoscopic discectomy, “low back pain, discomfort or stiffness there since the operation” answered yes at day 30 or later, or at two visits running of which the second is at day 30 or later. The VAS grades, it never decides.',
    RESIDUAL_PAIN,
  ),
  define(
    'early-pain',
    1,
    '术后 30 天前：椎体强化术后腰背痛 VAS ≥ 4，或椎间孔镜术后答“一直存在”。只警示，不提出并发症。',
    'Before day 30: back VAS ≥ 4 after cement augmentation, or “there since the operation” after endoscopic discectomy. An alert, never a complication.',
    OWN,
  ),
  define(
    'early-pain',
    2,
    '术后 30 天前：椎体强化术后腰背痛 VAS ≥ 4（电话随访时 NRS ≥ 4），或椎间孔镜术后答“一直存在”。只警示，不提出并发症。',
    'Before day 30: back VAS ≥ 4 after cement augmentation (by telephone NRS ≥ 4), or “there since the operation” after endoscopic discectomy. An alert, never a complication.',
    OWN,
  ),
  define(
    'recurrent-pain',
    1,
    '疼痛减轻一半以上或消失后再现或加重 ≥ 2 天（询问）；或 VAS 自术后最低值上升 ≥ 2 并达到 ≥ 4（自拟）。',
    'Pain relieved by half or gone, then back or worse for 2 days or more (asked); or a VAS that rose by 2 or more from its lowest value after the operation to 4 or more (own proposal).',
    RECURRENT_PAIN,
  ),
  define(
    'recurrent-pain',
    2,
    '疼痛减轻一半以上或消失后再现或加重 ≥ 2 天（询问）；或 VAS 自术后最低值上升 ≥ 2 并达到 ≥ 4（自拟）。电话 NRS 同此，只与电话 NRS 相比。',
    'Pain relieved by half or gone, then back or worse for 2 days or more (asked); or a VAS that rose by 2 or more from its lowest value after the operation to 4 or more (own proposal). An NRS told by telephone likewise, compared with others told.',
    RECURRENT_PAIN,
  ),
  define(
    'cement-leakage',
    1,
    '任一节段 CT 或平片见骨水泥超出椎体；按节段记类型、检查方式、有无症状。',
    'Cement outside the vertebra on CT or film, by level, with its types, how it was seen and whether it causes symptoms.',
    LEAK_TYPES,
  ),
  define(
    'leakage-cortex',
    1,
    '骨水泥达终板或皮质（3D 导板研究的定义），按节段。',
    'Cement at an endplate or the cortex (definition of the 3D-guide study), by level.',
    ENDPLATE_CORTEX,
  ),
  define(
    'cement-embolism',
    1,
    '渗漏位置含“远处”：提请医师判断是否为肺动脉骨水泥栓塞。',
    'A leak recorded as “distant”: a clinician judges whether it is a pulmonary cement embolism.',
    OWN,
  ),
  define(
    'recollapse',
    1,
    '与术后首次影像（≤ 7 天）相比，伤椎前缘高度丢失 ≥ 15%，或局部 Cobb 角增加 ≥ 10°（同一对终板）。',
    'Against the first film after the operation (within 7 days): anterior height of the treated vertebra down by 15 % or more, or the local Cobb angle up by 10° or more between the same endplates.',
    RECOLLAPSE,
  ),
  define(
    'vertebral-fracture',
    1,
    '此前影像完整、术后影像骨折且未手术的邻近椎体：与手术椎体相邻为邻椎骨折，否则为新发骨折。是否急性由医师判断。',
    'A vertebra that was not treated, intact on an earlier film and fractured on one after the operation: adjacent if it is next to a treated one, new otherwise. Whether it is acute the clinician judges.',
    OWN,
  ),
  define(
    'herniation',
    1,
    '髓核残留：未缓解，且 ≤ 30 天 MRI 见残留。早期再突出：缓解后同节段 MRI 证实，≤ 6 个月（183 天）。复发：缓解后同节段 MRI 证实，> 6 个月。',
    'Residual fragment: no relief, and a fragment on MRI by day 30. Early re-herniation: relief, then MRI-proven at the same level within 6 months (183 days). Recurrence: relief, then MRI-proven at the same level later than 6 months.',
    HERNIATION,
  ),
  define('haematoma', 1, '椎间孔镜术后 MRI 见血肿。', 'A haematoma on MRI after endoscopic discectomy.', OWN),
  define(
    'nerve-injury',
    1,
    '术后 30 天内，任一神经根肌力较术前下降 ≥ 1 级，或触觉由正常变为减退或消失。',
    'Within 30 days, power of a root lower by a grade or more than before the operation, or touch reduced or lost where it was normal.',
    OWN,
  ),
  define(
    'cauda-equina',
    1,
    '术后同一访视排尿、排便、鞍区三项征象中 ≥ 2 项。影像是否受压由医师判断。',
    'Two or more of bladder, bowel and saddle signs at one visit after the operation. Compression on imaging is the clinician’s to find.',
    OWN,
  ),
  define(
    'urgent-signs',
    1,
    '任一访视：排尿障碍、排便障碍、鞍区麻木、新发无力、发热伴腰背痛。警示，须署名知悉，否则升级。',
    'At any visit: disturbed bladder or bowel, saddle numbness, new weakness, fever with back pain. An alert that a named person acknowledges, or it escalates.',
    RED_FLAGS,
  ),
]

export function findDefinition(id: string, version: number): RuleDefinition | undefined {
  return RULE_DEFINITIONS.find((one) => one.id === id && one.version === version)
}

export interface RulePreset {
  readonly id: string
  readonly label: Bilingual
  readonly rule: string
  readonly version: number
  readonly params: Readonly<Record<string, number | string | readonly string[]>>
}

/** Published readings of residual back pain, for comparison: they count before day 30, so they are read by version 2. */
export const RULE_PRESETS: readonly RulePreset[] = [
  {
    id: 'li-2020',
    label: { zh: 'Li 2020：VAS ≥ 4，3、12 个月', en: 'Li 2020: VAS ≥ 4 at 3 and 12 months' },
    rule: 'rbp-ovcf',
    version: 2,
    params: { threshold: 4, visits: ['m3', 'm12'] },
  },
  {
    id: 'josr-2024',
    label: { zh: 'JOSR 2024：VAS ≥ 4，术后 1 天', en: 'JOSR 2024: VAS ≥ 4 on day 1' },
    rule: 'rbp-ovcf',
    version: 2,
    params: { threshold: 4, visits: ['d1'] },
  },
  {
    id: 'months-1-6',
    label: { zh: 'VAS ≥ 4，1、6 个月', en: 'VAS ≥ 4 at 1 and 6 months' },
    rule: 'rbp-ovcf',
    version: 2,
    params: { threshold: 4, visits: ['m1', 'm6'] },
  },
  {
    id: 'frontsurg-2023',
    label: { zh: 'Front Surg 2023：VAS ≥ 3.5，12 个月', en: 'Front Surg 2023: VAS ≥ 3.5 at 12 months' },
    rule: 'rbp-ovcf',
    version: 2,
    params: { threshold: 3.5, visits: ['m12'] },
  },
]
