import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildMulti, buildText, buildYesNo } from './build-items'
import { CLAVIEN_DINDO, OWN_RULES } from './sources'

/** What was done about a complication and how grave it was. Which complication it is stands in the complication itself. */
export const complicationRecord: Instrument = {
  id: 'complication_record',
  version: 1,
  title: { zh: '并发症记录', en: 'Complication record' },
  short: { zh: '并发症', en: 'Complic.' },
  repeat: 'log',
  source: `${CLAVIEN_DINDO}; ${OWN_RULES}`,
  items: [
    buildDate('comp_onset', ['发生日期', 'Onset'], { partial: true, required: true }),
    buildText('comp_description', ['经过', 'What happened']),
    buildMulti(
      'comp_found_by',
      ['发现方式', 'Found by'],
      buildCodes([
        [1, 'told', '患者告知', 'Told by the patient'],
        [2, 'examined', '查体', 'Examination'],
        [3, 'film', '平片', 'Plain film'],
        [4, 'ct', 'CT', 'CT'],
        [5, 'mri', 'MRI', 'MRI'],
        [6, 'laboratory', '化验', 'Laboratory'],
      ]),
    ),
    buildMulti(
      'comp_treatment',
      ['处理', 'Treatment'],
      buildCodes([
        [0, 'none', '观察', 'Observed'],
        [
          1,
          'simple',
          '止痛、止吐、理疗或床旁换药',
          'Analgesic, antiemetic, physiotherapy or bedside wound care',
        ],
        [2, 'drugs', '其他药物、输血或营养', 'Other drugs, transfusion or nutrition'],
        [3, 'block', '阻滞或穿刺', 'Block or puncture'],
        [4, 'revision', '再次手术', 'Another operation'],
        [5, 'intensive', '重症监护', 'Intensive care'],
      ]),
      { required: true },
    ),
    buildChoice(
      'clavien_dindo',
      ['Clavien–Dindo 分级', 'Clavien–Dindo grade'],
      buildCodes([
        [
          1,
          'I',
          'Ⅰ',
          'I',
          [
            '偏离常规，无需特殊药物或干预',
            'Off the usual course, without drugs beyond the simple ones or intervention',
          ],
        ],
        [
          2,
          'II',
          'Ⅱ',
          'II',
          ['需要其他药物、输血或肠外营养', 'Other drugs, transfusion or parenteral nutrition'],
        ],
        [3, 'IIIa', 'Ⅲa', 'IIIa', ['需要干预，不用全身麻醉', 'Intervention without general anaesthesia']],
        [4, 'IIIb', 'Ⅲb', 'IIIb', ['需要全身麻醉下干预', 'Intervention under general anaesthesia']],
        [5, 'IVa', 'Ⅳa', 'IVa', ['单器官衰竭，需重症监护', 'Intensive care, one organ']],
        [6, 'IVb', 'Ⅳb', 'IVb', ['多器官衰竭，需重症监护', 'Intensive care, several organs']],
        [7, 'V', 'Ⅴ', 'V', ['死亡', 'Death']],
      ]),
      { measure: 'ordinal', required: true },
    ),
    buildYesNo('clavien_d', ['出院时仍有功能障碍（后缀 d）', 'Disability at discharge (suffix d)'], {
      showIf: 'clavien_dindo < 7',
      required: true,
      help: {
        zh: '未处理的神经缺损容易被此分级低估',
        en: 'A deficit that is not treated is easily graded too low',
      },
    }),
    buildChoice(
      'comp_outcome',
      ['转归', 'Outcome'],
      buildCodes([
        [1, 'resolved', '痊愈', 'Resolved'],
        [2, 'improved', '好转', 'Improved'],
        [3, 'unchanged', '无变化', 'Unchanged'],
        [4, 'worse', '加重', 'Worse'],
        [5, 'died', '死亡', 'Died'],
      ]),
      { required: true },
    ),
    buildDate('comp_resolved_on', ['痊愈日期', 'Resolved on'], { partial: true, showIf: 'comp_outcome = 1' }),
  ],
}
