import { MISSING_CODES, MISSING_REASONS, type Bilingual, type MissingReason } from '@/lib/codebook/item'
import { REASON_SUFFIX, type TableOptions } from './table'

/** One thing that was decided about an extract: told in its codebook, in both languages. */
export interface ExtractNote {
  readonly key: string
  readonly value: string
  readonly text: Bilingual
}

export interface ExtractFacts extends Required<TableOptions> {
  readonly study: string
  readonly level: 'deidentified' | 'no-identifiers' | 'full'
  readonly grain: 'patient' | 'visit' | 'level' | 'operation' | 'form'
  readonly dates: 'none' | 'days' | 'shifted' | 'months' | 'real'
  readonly rows: number
  /** A randomised trial that still runs leaves without its arms. */
  readonly armsClosed: boolean
  /** SHA-256 of the data set's canonical bytes, whatever the file's format. */
  readonly dataset: string
}

const LEVELS: Readonly<Record<ExtractFacts['level'], Bilingual>> = {
  deidentified: {
    zh: '去标识化：每位患者只有一个随机编号；不含姓名、电话、证件号、地址、住院号、研究编号、真实日期和自由文字。90 岁及以上的年龄记为 90；患者不足 5 人的中心并为“其他中心”。仍可能凭罕见的组合认出个人：请勿尝试，也勿外传。',
    en: 'De-identified: each patient is a random number; no names, phones, identity numbers, addresses, hospital numbers, study codes, real dates or free text. Ages of 90 and over are 90; sites with fewer than 5 patients are joined as “Other sites”. A rare combination may still tell who somebody is: do not try, and do not pass the file on.',
  },
  'no-identifiers': {
    zh: '不含直接标识：有研究编号和真实日期；不含姓名等身份信息和自由文字。',
    en: 'No identifiers: study codes and real dates; no names or other identities, no free text.',
  },
  full: {
    zh: '完整：有研究编号、真实日期和自由文字；不含姓名、电话等单独加密的身份信息。自由文字里可能写有身份。',
    en: 'Full: study codes, real dates and free text; no names, phones or other identities, which are kept apart and encrypted. Free text may name somebody.',
  },
}

const GRAINS: Readonly<Record<ExtractFacts['grain'], Bilingual>> = {
  patient: {
    zh: '宽表：每位患者一行；在多次访视中填写的变量名为“变量_访视”，按节段填写的为“变量_访视_节段”。',
    en: 'Wide: a row a patient; what is asked at several visits is named item_visit, what is asked by level item_visit_level.',
  },
  visit: {
    zh: '长表：每位患者每次已完成的访视一行。',
    en: 'Long: a row a patient and visit that took place.',
  },
  level: {
    zh: '每位患者每次访视每个填过表的节段一行；同一患者的各行并不独立。',
    en: 'A row a patient, visit and level that a form was filled in for; rows of one patient are not independent.',
  },
  operation: {
    zh: '每次手术一行；同一患者的各行并不独立。',
    en: 'A row an operation; rows of one patient are not independent.',
  },
  form: {
    zh: '逐张表单：每张已填写的表单一条，含表单本身的定义。',
    en: 'A form at a time: each form that was filled in, with the forms themselves.',
  },
}

const DATES: Readonly<Record<ExtractFacts['dates'], Bilingual>> = {
  none: { zh: '不含日期。', en: 'No dates.' },
  days: {
    zh: '日期写作距首次手术的天数（未手术者距入组），列名以“_day”结尾。只有年或年月的日期不写。',
    en: 'Dates are days from the index operation (from enrolment where there was none), in columns ending in _day. Dates of which only the year or month is known are left out.',
  },
  shifted: {
    zh: '每位患者的全部日期提前同一个天数（1–365，随机，在每次导出中相同），间隔不变。只有年月的日期按该月 15 日移动，只有年的按 7 月 1 日，精度不变。日历时间（季节、年度）不可解释。',
    en: 'All dates of a patient are earlier by the same number of days (1–365, random, the same in every extract): intervals are kept. A month is moved by its 15th, a year by its 1 July, and both keep their precision. Calendar time (season, year) means nothing.',
  },
  months: {
    zh: '日期只到年月。间隔只准到月。',
    en: 'Dates are year and month only; intervals are exact to a month.',
  },
  real: { zh: '真实日期。', en: 'Real dates.' },
}

const CHOICES: Readonly<Record<ExtractFacts['choices'], Bilingual>> = {
  code: { zh: '选项写作整数编码，含义见 codes 列。', en: 'Choices are integer codes; see the column codes.' },
  key: {
    zh: '选项写作固定的英文键，见 codes 列。',
    en: 'Choices are their stable keys; see the column codes.',
  },
  zh: { zh: '选项写作中文标签。', en: 'Choices are their Chinese labels.' },
  en: { zh: '选项写作英文标签。', en: 'Choices are their English labels.' },
}

const MISSING: Readonly<Record<ExtractFacts['missing'], Bilingual>> = {
  column: {
    zh: `缺失为空单元格，已声明的原因写在其后的“变量名${REASON_SUFFIX}”列；没有原因的列不另设。`,
    en: `Missing is an empty cell; a declared reason stands in the next column, <name>${REASON_SUFFIX}, which exists only where a reason occurs.`,
  },
  code: {
    zh: '已声明的缺失写作负数编码，分析前请先设为缺失值；空单元格为尚未填写。',
    en: 'Declared missing values are negative codes: define them as missing before any analysis. An empty cell has not been entered.',
  },
  empty: { zh: '缺失为空单元格，原因不写。', en: 'Missing is an empty cell; reasons are left out.' },
}

/** The reasons as labels of a value. */
export const MISSING_LABELS: Readonly<Record<MissingReason, Bilingual>> = {
  not_done: { zh: '未做', en: 'Not done' },
  refused: { zh: '拒答', en: 'Refused' },
  unknown: { zh: '不详', en: 'Unknown' },
  not_applicable: { zh: '不适用', en: 'Not applicable' },
}

/** Formats of forms have their own words for it. */
const MISSING_IN_FORMS: ExtractNote = {
  key: 'missing',
  value: 'flag',
  text: {
    zh: '已声明的缺失：ODM 为空值加列表 CL.missing 的标记，FHIR 为扩展 data-absent-reason，REDCap 为 −9991 至 −9994（请设为缺失编码）。',
    en: 'Declared missing values: in ODM a null with a flag of the list CL.missing, in FHIR the extension data-absent-reason, in REDCap −9991 to −9994, to be declared as missing data codes.',
  },
}

function describeMissing(missing: ExtractFacts['missing']): ExtractNote[] {
  return [
    { key: 'missing', value: missing, text: MISSING[missing] },
    ...MISSING_REASONS.map((reason) => ({
      key: `missing:${reason}`,
      value: String(MISSING_CODES[reason]),
      text: MISSING_LABELS[reason],
    })),
  ]
}

/** What the codebook says of the file as a whole: every option, who is in it, what missing values mean. */
export function describeExtract(facts: ExtractFacts): ExtractNote[] {
  const { study, level, grain, dates, choices, missing, rows, armsClosed, dataset } = facts
  return [
    { key: 'study', value: study, text: { zh: '研究', en: 'Study' } },
    { key: 'level', value: level, text: LEVELS[level] },
    { key: 'row', value: grain, text: GRAINS[grain] },
    { key: 'dates', value: dates, text: DATES[dates] },
    { key: 'choices', value: choices, text: CHOICES[choices] },
    ...(grain === 'form' ? [MISSING_IN_FORMS] : describeMissing(missing)),
    {
      key: 'persons',
      value: '',
      text: {
        zh: '撤回数据使用同意者和作废的记录不在其中；退出随访者的既有数据仍在。并发症只计已确认的。',
        en: 'Who withdrew the use of data, and records that were voided, are not in it; what was recorded before a withdrawal from follow-up is. Complications are confirmed ones only.',
      },
    },
    ...(armsClosed
      ? [
          {
            key: 'arms',
            value: 'closed',
            text: {
              zh: '随机试验仍在进行：不含分组、术式及只在某一术式填写的表单；锁定后方可导出。',
              en: 'A randomised trial that still runs: no arm, no technique and no form asked of one technique alone; they leave once the data are locked.',
            },
          },
        ]
      : []),
    { key: 'rows', value: String(rows), text: { zh: '数据行数', en: 'Rows of data' } },
    {
      key: 'dataset',
      value: dataset,
      text: {
        zh: '数据集的 SHA-256，与文件格式无关',
        en: 'SHA-256 of the data set, whatever the format of the file',
      },
    },
  ]
}
