import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildText, buildYesNo } from './build-items'
import { OWN_RULES } from './sources'

/**
 * One signed consent a line: the first is asked at enrolment, this log holds those after it (an amendment, a patient
 * who can decide again) and the consent for pictures, which is separate.
 */
export const consentRecord: Instrument = {
  id: 'consent_record',
  version: 1,
  title: { zh: '知情同意记录', en: 'Consent' },
  short: { zh: '知情同意', en: 'Consent' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildDate('con_on', ['签署日期', 'Signed on'], { required: true }),
    buildText('con_version', ['知情同意书版本', 'Version of the form'], { required: true, maxLength: 20 }),
    buildChoice(
      'con_occasion',
      ['场合', 'Occasion'],
      buildCodes([
        [1, 'first', '首次', 'First'],
        [2, 'amendment', '方案修订后再次', 'Again after an amendment'],
        [3, 'capacity', '恢复决定能力后', 'Patient can decide again'],
        [4, 'images', '仅影像发表', 'For pictures alone'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice(
      'con_answer',
      ['决定', 'Answer'],
      buildCodes([
        [1, 'given', '同意', 'Given'],
        [2, 'refused', '拒绝', 'Refused'],
      ]),
      {
        required: true,
        help: { zh: '拒绝再次同意者须在患者页退出', en: 'Who refuses is withdrawn on the patient’s page' },
      },
    ),
    buildChoice(
      'con_by',
      ['签署人', 'Signed by'],
      buildCodes([
        [1, 'patient', '患者', 'Patient'],
        [2, 'proxy', '代理人', 'Proxy'],
      ]),
      { required: true },
    ),
    buildChoice(
      'con_relation',
      ['与患者关系', 'Relation'],
      buildCodes([
        [1, 'spouse', '配偶', 'Spouse'],
        [2, 'child', '子女', 'Child'],
        [3, 'parent', '父母', 'Parent'],
        [4, 'sibling', '兄弟姐妹', 'Brother or sister'],
        [5, 'guardian', '监护人', 'Guardian'],
        [9, 'other', '其他', 'Other'],
      ]),
      { showIf: 'con_by = 2', required: true },
    ),
    buildYesNo('con_images', ['同意发表影像', 'Pictures may be published'], { required: true }),
    buildYesNo('con_reuse', ['同意数据用于其他研究', 'Data may serve other studies']),
    buildYesNo('con_copy', ['已交副本', 'A copy was handed over']),
  ],
}
