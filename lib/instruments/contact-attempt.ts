import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildText } from './build-items'
import { OWN_RULES } from './sources'

/** One try to reach the patient, whether or not somebody answered. */
export const contactAttempt: Instrument = {
  id: 'contact_attempt',
  version: 1,
  title: { zh: '联系记录', en: 'Contact attempt' },
  short: { zh: '联系', en: 'Contact' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildDate('contact_date', ['联系日期', 'Date'], { required: true }),
    {
      name: 'contact_hour',
      kind: 'integer',
      label: { zh: '联系时间（时）', en: 'Hour of the day' },
      measure: 'scale',
      unit: 'h',
      hard: { min: 0, max: 23 },
      soft: { min: 8, max: 21 },
    },
    buildChoice(
      'contact_channel',
      ['方式', 'Channel'],
      buildCodes([
        [1, 'phone', '电话', 'Telephone'],
        [2, 'sms', '短信', 'Text message'],
        [3, 'wechat', '微信', 'WeChat'],
        [4, 'letter', '信件', 'Letter'],
        [5, 'in_person', '当面', 'In person'],
      ]),
      { required: true },
    ),
    buildChoice(
      'contact_reached',
      ['接听者', 'Person reached'],
      buildCodes([
        [0, 'nobody', '无人', 'Nobody'],
        [1, 'patient', '本人', 'The patient'],
        [2, 'spouse', '配偶', 'Spouse'],
        [3, 'child', '子女', 'Son or daughter'],
        [4, 'parent', '父母', 'Parent'],
        [5, 'other', '其他人', 'Somebody else'],
      ]),
      { required: true },
    ),
    buildChoice(
      'contact_failure',
      ['未联系上的原因', 'Why nobody was reached'],
      buildCodes([
        [1, 'no_answer', '无人接听', 'No answer'],
        [2, 'switched_off', '关机', 'Switched off'],
        [3, 'wrong_number', '号码错误', 'Wrong number'],
        [4, 'number_gone', '空号', 'Number does not exist'],
        [5, 'unread', '未读', 'Not read'],
      ]),
      { showIf: 'contact_reached = 0', required: true },
    ),
    buildChoice(
      'contact_outcome',
      ['结果', 'Outcome'],
      buildCodes([
        [1, 'answered', '已完成随访', 'Answered the questions'],
        [2, 'appointment', '约定来院', 'Will come'],
        [3, 'call_back', '稍后再联系', 'Call again'],
        [4, 'refused', '拒绝', 'Refused'],
        [5, 'moved', '迁出、转院', 'Moved or treated elsewhere'],
        [6, 'died', '告知死亡', 'Told of death'],
      ]),
      { showIf: 'contact_reached > 0', required: true },
    ),
    buildDate('contact_next_on', ['下次联系', 'Next attempt'], {
      showIf: 'contact_reached = 0 or contact_outcome = 2 or contact_outcome = 3',
    }),
    buildText('contact_note', ['备注', 'Note']),
  ],
}
