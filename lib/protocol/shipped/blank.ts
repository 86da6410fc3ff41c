/** What a study begins with that follows no other: one group, a baseline and a visit a year on, to be edited. */
import type { Protocol } from '../protocol'
import { ask, MONTH_12, PRE } from './visits'

export const BLANK_PROTOCOL: Protocol = {
  design: 'prospective',
  blinding: 'open',
  codePrefix: 'NEW',
  arms: [{ code: 'a', label: { zh: 'A 组', en: 'Group A' }, technique: 'other' }],
  criteria: [],
  consentVersions: ['1.0'],
  visits: [
    { ...PRE, instruments: [ask('demographics'), ask('pain')] },
    { ...MONTH_12, instruments: [ask('pain')] },
  ],
  operationInstruments: [ask('operation')],
  rules: [],
  responder: 'default',
}
