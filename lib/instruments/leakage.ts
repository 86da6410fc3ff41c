import type { Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { LATER_LEAK_TYPES, OVCF_STUDY, YEOM } from './sources'

/** Cement outside the vertebra, level by level. The OVCF study's definition and Yeom's types are two questions, kept apart. */
export const leakage: Instrument = {
  id: 'leakage',
  version: 1,
  title: { zh: '骨水泥渗漏（按节段）', en: 'Cement leakage, by level' },
  short: { zh: '渗漏', en: 'Leak' },
  repeat: 'level',
  source: `${YEOM}; ${LATER_LEAK_TYPES}; ${OVCF_STUDY}`,
  items: [
    {
      name: 'leak_detection',
      kind: 'choice',
      label: { zh: '检查方式', en: 'Looked for by' },
      measure: 'nominal',
      help: { zh: 'CT 检出约为平片的 1.5 倍', en: 'CT finds about 1.5 times what a film does' },
      required: true,
      codes: [
        { code: 1, key: 'ct', label: { zh: 'CT', en: 'CT' } },
        { code: 2, key: 'film', label: { zh: '平片', en: 'Plain film' } },
        { code: 3, key: 'both', label: { zh: 'CT 和平片', en: 'CT and film' } },
      ],
    },
    {
      name: 'leak',
      kind: 'choice',
      label: { zh: '骨水泥渗漏', en: 'Cement leakage' },
      measure: 'nominal',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'leak_types',
      kind: 'multi',
      label: { zh: '渗漏类型', en: 'Type of leak' },
      measure: 'nominal',
      showIf: 'leak = 1',
      required: true,
      codes: [
        { code: 1, key: 'b', label: { zh: 'B 型 椎基底静脉', en: 'B basivertebral vein' } },
        { code: 2, key: 's', label: { zh: 'S 型 节段静脉', en: 'S segmental vein' } },
        { code: 3, key: 'c', label: { zh: 'C 型 皮质缺损', en: 'C cortical defect' } },
        { code: 4, key: 'd', label: { zh: 'D 型 椎间盘内', en: 'D intradiscal' } },
        { code: 5, key: 'tract', label: { zh: '针道', en: 'Needle tract' } },
      ],
    },
    {
      name: 'leak_endplate_cortex',
      kind: 'choice',
      label: { zh: '骨水泥达终板或皮质', en: 'Cement at endplate or cortex' },
      measure: 'nominal',
      help: { zh: '3D 打印导板 PVP 研究的渗漏定义', en: 'Leakage as the 3D-guide PVP study defines it' },
      showIf: 'leak = 1',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'leak_location',
      kind: 'multi',
      label: { zh: '渗漏位置', en: 'Where it went' },
      measure: 'nominal',
      showIf: 'leak = 1',
      codes: [
        { code: 1, key: 'disc', label: { zh: '椎间盘', en: 'Disc' } },
        { code: 2, key: 'paravertebral', label: { zh: '椎旁', en: 'Paravertebral' } },
        { code: 3, key: 'canal', label: { zh: '椎管（硬膜外）', en: 'Canal (epidural)' } },
        { code: 4, key: 'foramen', label: { zh: '椎间孔', en: 'Foramen' } },
        { code: 5, key: 'vein', label: { zh: '静脉', en: 'Vein' } },
        { code: 6, key: 'distant', label: { zh: '远处', en: 'Distant' } },
      ],
    },
    {
      name: 'leak_symptomatic',
      kind: 'choice',
      label: { zh: '有症状', en: 'Symptomatic' },
      measure: 'nominal',
      showIf: 'leak = 1',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'leak_symptoms',
      kind: 'text',
      label: { zh: '症状', en: 'Symptoms' },
      measure: 'nominal',
      showIf: 'leak_symptomatic = 1',
      identifying: true,
      maxLength: 500,
    },
  ],
}
