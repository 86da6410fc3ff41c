import { daysBetween, isIsoDate } from '@/lib/codebook/dates'
import type { Bilingual, Formula, Instrument, IntegerItem, Score, Scores, Values } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildMulti, buildText, buildYesNo } from './build-items'
import { noScore, scoreOf } from './score'
import type { ScoreReason } from './score'
import { OWN_RULES } from './sources'

const SERIOUS = 'ae_serious = 1'
const CLOCK = { zh: '24 小时报告', en: 'Report within 24 hours' }
const LIMIT_HOURS = 24

const HOURS: Formula = {
  id: 'ae-hours-to-report',
  version: 1,
  text: { zh: '获知至报告的小时数；需要两个时刻', en: 'Hours from knowing to reporting; needs both times' },
  source: OWN_RULES,
}

const IN_TIME: Formula = {
  id: 'ae-in-time',
  version: 1,
  text: {
    zh: '24 小时内报告为 1，超过为 0；缺时刻时仅凭日期能判断的才判断',
    en: '1 within 24 hours, 0 later; without times only where the dates decide it',
  },
  source: OWN_RULES,
}

function buildTime(stem: string, part: 'hour' | 'minute', label: Bilingual): IntegerItem {
  return {
    name: `${stem}_${part}`,
    kind: 'integer',
    label,
    measure: 'scale',
    unit: part === 'hour' ? 'h' : 'min',
    section: CLOCK,
    showIf: SERIOUS,
    hard: { min: 0, max: part === 'hour' ? 23 : 59 },
  }
}

/** An adverse event; a serious one says why, and its report is timed against 24 hours from the moment it was known. */
export const adverseEvent: Instrument = {
  id: 'adverse_event',
  version: 1,
  title: { zh: '不良事件', en: 'Adverse event' },
  short: { zh: '不良事件', en: 'AE' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildText('ae_term', ['事件', 'Event'], { required: true, maxLength: 200 }),
    buildDate('ae_onset', ['发生日期', 'Onset'], { required: true, partial: true }),
    buildChoice(
      'ae_severity',
      ['严重程度', 'Severity'],
      buildCodes([
        [1, 'mild', '轻度', 'Mild'],
        [2, 'moderate', '中度', 'Moderate'],
        [3, 'severe', '重度', 'Severe'],
      ]),
      { measure: 'ordinal', required: true },
    ),
    buildYesNo('ae_serious', ['严重不良事件', 'Serious'], { required: true }),
    buildMulti(
      'ae_serious_why',
      ['判为严重的依据', 'Serious because'],
      buildCodes([
        [1, 'death', '死亡', 'Death'],
        [2, 'life_threatening', '危及生命', 'Threat to life'],
        [3, 'hospital', '住院或延长住院', 'Admission or a longer stay'],
        [4, 'disability', '残疾', 'Disability'],
        [5, 'important', '其他重要医学事件', 'Medically important'],
      ]),
      { showIf: SERIOUS, required: true },
    ),
    buildChoice(
      'ae_cause',
      ['原因', 'Cause'],
      buildCodes([
        [1, 'operation', '手术', 'Operation'],
        [2, 'block', '阻滞', 'Block'],
        [3, 'cement', '骨水泥', 'Cement'],
        [4, 'drug', '药物', 'Drug'],
        [5, 'anaesthesia', '麻醉', 'Anaesthesia'],
        [6, 'disease', '基础疾病', 'Another disease'],
        [7, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice(
      'ae_relation',
      ['与研究治疗的关系', 'Relation to the study treatment'],
      buildCodes([
        [0, 'unrelated', '无关', 'Unrelated'],
        [1, 'unlikely', '可能无关', 'Unlikely'],
        [2, 'possible', '可能有关', 'Possible'],
        [3, 'probable', '很可能有关', 'Probable'],
        [4, 'definite', '肯定有关', 'Definite'],
      ]),
      { measure: 'ordinal', required: true },
    ),
    buildYesNo('ae_expected', ['预期的', 'Expected'], { required: true }),
    buildChoice(
      'ae_outcome',
      ['转归', 'Outcome'],
      buildCodes([
        [1, 'recovered', '痊愈', 'Recovered'],
        [2, 'recovering', '好转', 'Recovering'],
        [3, 'not_recovered', '未愈', 'Not recovered'],
        [4, 'sequelae', '有后遗症', 'Recovered with sequelae'],
        [5, 'died', '死亡', 'Died'],
      ]),
      { required: true },
    ),
    buildDate('ae_ended_on', ['结束日期', 'Ended on'], { partial: true }),
    buildDate('ae_known', ['获知日期', 'Known on'], { showIf: SERIOUS, required: true, section: CLOCK }),
    buildTime('ae_known', 'hour', { zh: '获知时刻（时）', en: 'Known at, hour' }),
    buildTime('ae_known', 'minute', { zh: '获知时刻（分）', en: 'Known at, minute' }),
    buildDate('ae_reported', ['报告日期', 'Reported on'], {
      showIf: SERIOUS,
      required: true,
      section: CLOCK,
    }),
    buildTime('ae_reported', 'hour', { zh: '报告时刻（时）', en: 'Reported at, hour' }),
    buildTime('ae_reported', 'minute', { zh: '报告时刻（分）', en: 'Reported at, minute' }),
    {
      name: 'ae_hours_to_report',
      kind: 'calculated',
      label: { zh: '获知至报告', en: 'From knowing to reporting' },
      measure: 'scale',
      unit: 'h',
      section: CLOCK,
      decimals: 1,
      formula: HOURS,
    },
    {
      name: 'ae_in_time',
      kind: 'calculated',
      label: { zh: '24 小时内报告（1 是，0 否）', en: 'Reported within 24 hours (1 yes, 0 no)' },
      measure: 'nominal',
      section: CLOCK,
      decimals: 0,
      range: { min: 0, max: 1 },
      formula: IN_TIME,
    },
  ],
  score: scoreClock,
}

/** Hours from knowing to reporting, and whether that is within 24. Wall-clock times of one site; negative hours are not an answer. */
function scoreClock(values: Values): Scores {
  const { ae_known: known, ae_reported: reported } = values
  if (values['ae_serious'] !== 1) return noClock('not_serious')
  if (!isIsoDate(known) || !isIsoDate(reported)) return noClock('not_reported')
  const days = daysBetween(known, reported)
  const from = minutesOf(values, 'ae_known')
  const to = minutesOf(values, 'ae_reported')
  if (from === null || to === null) {
    return {
      ae_hours_to_report: noScore(HOURS, 'time_unknown'),
      ae_in_time: judgeDays(days),
    }
  }
  const hours = (days * 24 * 60 + to - from) / 60
  if (hours < 0) return noClock('reported_before_known')
  return {
    ae_hours_to_report: scoreOf(HOURS, hours),
    ae_in_time: scoreOf(IN_TIME, hours <= LIMIT_HOURS ? 1 : 0),
  }
}

/** Within one calendar day it is in time, from the day after next it is late; on the next day the hour decides. */
function judgeDays(days: number): Score {
  if (days < 0) return noScore(IN_TIME, 'reported_before_known')
  return days === 1 ? noScore(IN_TIME, 'time_unknown') : scoreOf(IN_TIME, days === 0 ? 1 : 0)
}

/** Minutes since midnight; an hour without minutes is not a time. */
function minutesOf(values: Values, stem: string): number | null {
  const [hour, minute] = [values[`${stem}_hour`], values[`${stem}_minute`]]
  return typeof hour === 'number' && typeof minute === 'number' ? 60 * hour + minute : null
}

function noClock(reason: ScoreReason): Scores {
  return { ae_hours_to_report: noScore(HOURS, reason), ae_in_time: noScore(IN_TIME, reason) }
}
