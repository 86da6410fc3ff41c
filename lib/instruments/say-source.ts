/** Sources are references, cited as they are; the prose around them is said in the reader's language. */
import type { Bilingual, Formula } from '@/lib/codebook/item'
import {
  CHARLSON,
  EQ_5D,
  GENANT,
  HEIGHT_RULES,
  JOA_CERVICAL,
  JOA_FORM,
  LATER_LEAK_TYPES,
  MACNAB_MODIFIED,
  MODIC,
  ODI_RULE,
  OWN_PROPOSAL,
  OWN_RULES,
  PFIRRMANN,
  RAND_36,
  WHO_BONE,
} from './sources'

/** Whole sources first, so that a phrase within them is not said by itself. */
const IN_CHINESE: readonly (readonly [en: string, zh: string])[] = [
  [CHARLSON, 'Charlson 1987，权重未核实'],
  [EQ_5D, 'EQ-5D-5L：五个维度各五级，及 0–100 标尺；题目文字由 EuroQol 授权，本系统不附；范围未核实'],
  [GENANT, 'Genant 半定量分级，据 QIMS 2019（Wang）；恰为 25% 和 40% 归较低级：本登记库自行提出'],
  [HEIGHT_RULES, '高度比与压缩率据 PMC6530246，楔形比据 s13018-023-03758-w；参照的选择：本登记库规则'],
  [JOA_CERVICAL, '颈椎 JOA 17 分：PMC9344517（范围与界值）；各部分未核实'],
  [JOA_FORM, 'JOA 1986，各部分与范围据 m.1wenmi.com/277691；分级措辞为本登记库所拟，未核实'],
  [LATER_LEAK_TYPES, 'PMC8449924（2021，D 型）；Chen Ji，370 个节段（针道）'],
  [MACNAB_MODIFIED, '改良 MacNab 标准，据 scientificspine.com，措辞为本登记库所拟'],
  [MODIC, 'Modic 终板改变，Ⅰ 至 Ⅲ 型；未核实'],
  [ODI_RULE, 'ODI 2.1a 计分规则，据转引页面'],
  [OWN_PROPOSAL, '本登记库自行提出，无已发表标准'],
  [OWN_RULES, '本登记库规则'],
  [PFIRRMANN, 'Pfirrmann 分级据 BMC 1471-2474-11-122；高度的形容词未核实'],
  [RAND_36, 'RAND 36 项健康调查 1.0，由 RAND 在 Medical Outcomes Study 中研制；计分据 rand.org'],
  [WHO_BONE, 'WHO 1994：DXA 的 T 值；界值未核实'],
  ['half rule: MOS manual, unverified', '半数规则：MOS 手册，未核实'],
  ['short names of the items are ours', '条目简称为本登记库所拟'],
  ['item texts are licensed and not shipped', '题目文字受版权保护，本系统不附'],
  ['minimum of 8 of 10: ', '10 项至少答 8 项：'],
  ['minimum of 8 of 9: ', '9 项至少答 8 项：'],
  ['sum of the raw answers', '原始答案之和'],
  ['in lumbar surgery: ', '用于腰椎手术：'],
  ['risk factors: ', '危险因素：'],
  ['range: ', '范围：'],
  [' (signs)', '（体征）'],
  ['attribution to Hirabayashi unverified', '归于 Hirabayashi 一说未核实'],
  [
    'PMID 14624087 (McKiernan 2003, names); algebra unverified',
    'PMID 14624087（McKiernan 2003，名称）；算式未核实',
  ],
  ['Definition', '定义'],
  ['unverified', '未核实'],
]

/** A source in both languages. What is not known here, as in a study's own form, stands as it was written. */
export function saySource(source: string): Bilingual {
  const zh = IN_CHINESE.reduce((text, [from, to]) => text.replaceAll(from, to), source)
    .replace(/ \(Tables? ([\d, ]+)\)/g, (_all, numbers: string) => `（表 ${numbers.replaceAll(', ', '、')}）`)
    .replaceAll('; ', '；')
  return { zh: zh === source.replaceAll('; ', '；') ? source : zh, en: source }
}

/** A source, or a part of it, that was not read itself; shown as such wherever the value is. */
export function isUnverified(source: string): boolean {
  return /unverified|未核实/.test(source)
}

/** Formulas that go by general usage, though the paper they are cited with was read for something else. */
const BY_USAGE: ReadonlySet<string> = new Set(['height-loss-anterior', 'height-loss-middle'])

/** Whether a formula, or a part of it, was not read in its source. */
export function isUnverifiedFormula({ id, source }: Formula): boolean {
  return BY_USAGE.has(id) || isUnverified(source)
}

/** The source of a formula in both languages, with what was not read said so. */
export function sayFormulaSource({ id, source }: Formula): Bilingual {
  const { zh, en } = saySource(source)
  return BY_USAGE.has(id) ? { zh: `${zh}；公式未核实`, en: `${en}; formula unverified` } : { zh, en }
}
