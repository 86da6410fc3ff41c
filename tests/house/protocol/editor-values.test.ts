import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDraft, toEditor } from '@/components/protocol/editor-values'
import { checkDraft } from '@/lib/protocol/check-protocol'
import type { Protocol } from '@/lib/protocol/protocol'
import { BLANK_PROTOCOL } from '@/lib/protocol/shipped/blank'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import { SHIPPED } from '@/lib/instruments/shelf'
import { anyProtocol } from '../../protocol/any-protocol'

const again = (protocol: unknown) => toDraft(toEditor(JSON.parse(JSON.stringify(protocol))))

/** Everything a trial may fix. */
const TRIAL: Protocol = {
  ...SNRB_PROTOCOL,
  consentVersions: ['1.0'],
  blinding: 'double',
  blinded: ['nurse'],
  ethics: { committee: 'IRB', number: '7', approvedOn: '2026-01-01', expiresOn: '2027-01-01' },
  registration: { registry: 'ChiCTR', number: 'X', on: '2026-01-02' },
  sampleSize: 77,
  analysisSets: [{ code: 'full', definition: { zh: '全', en: 'all' } }],
  randomisation: {
    kind: 'blocks',
    ratio: { S: 1, P: 1 },
    blockSizes: [4, 6, 8],
    bySite: false,
    strata: [
      {
        code: 'side',
        label: { zh: '侧', en: 'Side' },
        answers: [
          { code: 'left', label: { zh: '左', en: 'left' } },
          { code: 'right', label: { zh: '右', en: 'right' } },
        ],
      },
    ],
  },
  adjudication: { readers: 2, blind: true },
  checks: [
    { id: 'odd', severity: 'soft', when: 'm3.vas > adm.vas + 2', message: { zh: '升高', en: 'Rose' } },
  ],
  doubleEntry: 0.1,
  brake: { visit: 'm3', below: 0.85, least: 10 },
}

describe('the form of a protocol', () => {
  it('gives back every protocol as it was', () => {
    for (const protocol of [LIVE_PROTOCOL, OVCF_PROTOCOL, SNRB_PROTOCOL, BLANK_PROTOCOL, TRIAL]) {
      const { logInstruments = undefined, ...rest } = protocol
      expect(again(protocol)).toEqual(logInstruments?.length === 0 ? rest : protocol)
    }
    expect(checkDraft(again(TRIAL), SHIPPED)).toEqual([])
    fc.assert(
      fc.property(anyProtocol, (protocol) => {
        expect(again(protocol)).toEqual(protocol)
      }),
    )
  })

  it('keeps what cannot be read as it was typed, for the check to name', () => {
    const values = toEditor(LIVE_PROTOCOL)
    const [first] = values.visits as Record<string, unknown>[]
    if (!first) throw new Error('no visit')
    first.target = 'nine0'
    values.sampleSize = '１２'
    values.consentVersions = '1.0，2.0'
    const draft = toDraft(values)
    expect(draft).toMatchObject({ sampleSize: 12, consentVersions: ['1.0', '2.0'] })
    expect(checkDraft(draft, SHIPPED)).toContainEqual({ field: 'visits.0.target', code: 'wrong_type' })
    expect(again(draft)).toEqual(draft)
  })

  it('shows something of any draft', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(again(again(value))).toEqual(again(value))
      }),
    )
    expect(checkDraft(again({}), SHIPPED).length).toBeGreaterThan(0)
  })
})
