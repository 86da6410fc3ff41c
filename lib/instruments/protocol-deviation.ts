import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildMulti, buildText, buildYesNo } from './build-items'
import { OWN_RULES } from './sources'

const REPORT = { zh: '报告', en: 'Report' }

/** One deviation from the protocol a line, with what it means for the analysis sets. */
export const protocolDeviation: Instrument = {
  id: 'protocol_deviation',
  version: 1,
  title: { zh: '方案偏离', en: 'Protocol deviation' },
  short: { zh: '偏离', en: 'Deviation' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildDate('dev_on', ['发生日期', 'Happened on'], { required: true, partial: true }),
    buildDate('dev_found_on', ['发现日期', 'Found on'], { required: true }),
    buildChoice(
      'dev_kind',
      ['类别', 'Kind'],
      buildCodes([
        [1, 'eligibility', '不符合入排标准', 'Not eligible'],
        [2, 'consent', '知情同意', 'Consent'],
        [3, 'allocation', '随机分组', 'Allocation'],
        [4, 'blinding', '盲法', 'Blinding'],
        [5, 'other_treatment', '未按分组治疗', 'Treated otherwise than allocated'],
        [6, 'forbidden', '使用禁用治疗', 'A treatment that is not allowed'],
        [7, 'window', '超出时间窗', 'Outside the window'],
        [8, 'missed', '漏访', 'Visit missed'],
        [9, 'measure', '漏测或测量方法不符', 'Measured otherwise or not at all'],
        [10, 'safety_report', '安全性报告延误', 'Safety report late'],
        [99, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice(
      'dev_grade',
      ['程度', 'Grade'],
      buildCodes([
        [1, 'minor', '轻微', 'Minor'],
        [
          2,
          'major',
          '重大',
          'Major',
          ['影响安全、权益或主要结局', 'Touches safety, rights or the primary outcome'],
        ],
      ]),
      { measure: 'ordinal', required: true },
    ),
    buildText('dev_description', ['经过', 'What happened'], { required: true }),
    buildChoice(
      'dev_cause',
      ['原因', 'Cause'],
      buildCodes([
        [1, 'patient', '患者', 'Patient'],
        [2, 'staff', '研究人员', 'Staff'],
        [3, 'equipment', '设备或系统', 'Equipment or system'],
        [4, 'clinical', '临床需要', 'Clinical need'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildMulti(
      'dev_leaves',
      ['不再属于的分析集', 'Leaves the analysis sets'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'full', '全分析集', 'Full analysis set'],
        [2, 'per_protocol', '符合方案集', 'Per-protocol set'],
        [3, 'safety', '安全集', 'Safety set'],
      ]),
      { required: true },
    ),
    buildText('dev_leaves_why', ['理由', 'Why'], {
      showIf: 'has(dev_leaves, 1) or has(dev_leaves, 2) or has(dev_leaves, 3)',
      required: true,
    }),
    buildText('dev_action', ['处理与预防', 'What was done'], { section: REPORT }),
    buildYesNo('dev_reported', ['已报伦理委员会', 'Reported to the ethics committee'], {
      section: REPORT,
      required: true,
    }),
    buildDate('dev_reported_on', ['报告日期', 'Reported on'], {
      showIf: 'dev_reported = 1',
      required: true,
      section: REPORT,
    }),
  ],
}
