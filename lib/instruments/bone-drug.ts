import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildText } from './build-items'
import { buildSpan } from './span'
import { OWN_RULES } from './sources'

/** An anti-osteoporotic drug with the dates between which it was taken; one drug a line. */
export const boneDrug: Instrument = {
  id: 'bone_drug',
  version: 1,
  title: { zh: '抗骨质疏松用药', en: 'Anti-osteoporotic drug' },
  short: { zh: '抗骨松药', en: 'Bone drug' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildChoice(
      'bdr_drug',
      ['药物', 'Drug'],
      buildCodes([
        [1, 'calcium', '钙剂', 'Calcium'],
        [2, 'vitamin_d', '维生素 D', 'Vitamin D'],
        [3, 'calcitriol', '活性维生素 D', 'Active vitamin D'],
        [4, 'alendronate', '阿仑膦酸', 'Alendronate'],
        [5, 'risedronate', '利塞膦酸', 'Risedronate'],
        [6, 'zoledronate', '唑来膦酸', 'Zoledronate'],
        [7, 'ibandronate', '伊班膦酸', 'Ibandronate'],
        [8, 'denosumab', '地舒单抗', 'Denosumab'],
        [9, 'teriparatide', '特立帕肽', 'Teriparatide'],
        [10, 'romosozumab', '罗莫佐单抗', 'Romosozumab'],
        [11, 'raloxifene', '雷洛昔芬', 'Raloxifene'],
        [12, 'calcitonin', '降钙素', 'Calcitonin'],
        [13, 'herbal', '中成药', 'Herbal medicine'],
        [99, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildText('bdr_other', ['其他药物', 'Other drug'], {
      showIf: 'bdr_drug = 99',
      required: true,
      maxLength: 200,
    }),
    buildChoice(
      'bdr_route',
      ['途径', 'Route'],
      buildCodes([
        [1, 'oral', '口服', 'By mouth'],
        [2, 'vein', '静脉', 'Into a vein'],
        [3, 'subcutaneous', '皮下', 'Under the skin'],
        [4, 'muscle', '肌内', 'Into a muscle'],
        [5, 'nasal', '鼻喷', 'Nasal spray'],
      ]),
    ),
    ...buildSpan('bdr'),
    buildChoice(
      'bdr_adherence',
      ['依从性', 'Taken as prescribed'],
      buildCodes([
        [1, 'rarely', '不足 50%', 'Less than half'],
        [2, 'partly', '50–79%', '50–79 %'],
        [3, 'mostly', '80% 及以上', '80 % or more'],
      ]),
      { measure: 'ordinal' },
    ),
    buildChoice(
      'bdr_stopped_for',
      ['停药原因', 'Stopped because of'],
      buildCodes([
        [1, 'completed', '疗程结束', 'Course completed'],
        [2, 'adverse', '不良反应', 'An adverse effect'],
        [3, 'cost', '费用', 'Its cost'],
        [4, 'wish', '患者意愿', 'The patient’s wish'],
        [5, 'switched', '换药', 'Another drug'],
        [9, 'other', '其他', 'Other'],
      ]),
      { showIf: 'bdr_ongoing = 0' },
    ),
  ],
}
