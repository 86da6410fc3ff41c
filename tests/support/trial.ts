import type { Role } from '@/lib/access/verbs'
import type { Protocol, Randomisation } from '@/lib/protocol/protocol'
import { SHIPPED } from '@/lib/protocol/shipped/all'
import type { Call } from '@/lib/records/call'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { newId } from '@/lib/records/ids'
import { registerPatient } from '@/lib/records/patients/patients'
import { addStudy } from '@/lib/records/studies/manage-studies'
import { daysAgo, type Registry } from './registry'

/** A randomised study of one's own, and calls of people who are something in it. */
export interface Trial {
  readonly slug: string
  readonly id: string
  readonly protocol: Protocol
  callOf(roles: readonly Role[], site?: 'NORTH' | 'SOUTH'): Promise<Call>
  enrol(call: Call, more?: { readonly birthDate?: string; readonly site?: string }): Promise<string>
}

const label = (text: string) => ({ zh: text, en: text })

/** Two arms of one technique each way: what is done differs, the forms do not. */
export const TWO_ARMS: Randomisation = {
  kind: 'blocks',
  ratio: { snrb: 1, plain: 1 },
  blockSizes: [4, 6, 8],
  bySite: true,
  strata: [
    {
      code: 'severity',
      label: label('severity'),
      answers: [
        { code: 'mild', label: label('mild') },
        { code: 'severe', label: label('severe') },
      ],
    },
  ],
}

let made = 0

export async function makeTrial(registry: Registry, changes: Partial<Protocol> = {}): Promise<Trial> {
  const slug = `trial-${(made += 1)}`
  const protocol: Protocol = {
    ...SHIPPED.live,
    design: 'randomised',
    codePrefix: `TR${made}`,
    arms: [
      { code: 'snrb', label: label('SNRB first'), technique: 'PELD' },
      { code: 'plain', label: label('PELD alone'), technique: 'PELD' },
    ],
    criteria: [
      { id: 'adult', label: label('adult'), kind: 'inclusion', rule: 'age >= 18' },
      { id: 'infection', label: label('infection'), kind: 'exclusion' },
    ],
    randomisation: TWO_ARMS,
    ...changes,
  }
  const { id } = await addStudy(registry.cli, {
    slug,
    titleZh: slug,
    titleEn: slug,
    followUpClosed: false,
    protocol,
    siteCodes: ['NORTH', 'SOUTH'],
  })
  return {
    slug,
    id,
    protocol,
    callOf: async (roles, site) => {
      const nurse = await registry.callAs('nurse')
      const siteId = site ? registry.sites[site] : null
      const memberships = roles.map((role) => ({ role, study: { id, slug }, siteId }))
      return { actor: { ...nurse.actor, memberships }, request: newId() }
    },
    enrol: async (call, { birthDate = '1960-02-03', site } = {}) => {
      const patient = await registerPatient(call, slug, {
        site,
        identity: { name: '例随机', sex: 'F', birthDate },
        notDuplicate: true,
      })
      const enrolledOn = daysAgo(1)
      const enrolment = await enrolPatient(call, slug, {
        patientId: patient.id,
        enrolledOn,
        plannedArm: null,
        eligibility: Object.fromEntries(protocol.criteria.map(({ id, kind }) => [id, kind === 'inclusion'])),
        consent: {
          version: protocol.consentVersions.at(-1) ?? null,
          on: enrolledOn,
          by: 'patient',
          relation: null,
        },
      })
      return enrolment.id
    },
  }
}
