/** What the enrolment form asks beyond the API's types, so that everything lacking is marked at once. */
import * as z from 'zod'
import { shortText } from '@/lib/contracts/fields'
import { enrolPatient } from '@/lib/contracts/patients'
import { asYesNo } from './enrol-values'

type Consent = z.output<typeof enrolPatient.body.shape.consent>

// Radio buttons hand over their text: react-hook-form asks no setValueAs of them.
export const enrolSchema = enrolPatient.body.omit({ patientId: true }).extend({
  plannedArm: shortText,
  eligibility: z.record(z.string(), z.preprocess(asYesNo, z.boolean())),
  consent: enrolPatient.body.shape.consent.superRefine((consent, context) => {
    for (const name of listLacking(consent)) {
      context.addIssue({ code: 'custom', path: [name], params: { code: 'required' } })
    }
  }),
})

/** Where the protocol randomises, the arm comes after. */
export const randomisedEnrolSchema = enrolSchema.extend({ plannedArm: z.null().default(null) })

export type Enrolment = z.output<typeof enrolSchema> | z.output<typeof randomisedEnrolSchema>

/** A waived consent has neither form nor date; a proxy says who it is. */
function listLacking(consent: Consent): (keyof Consent)[] {
  const asked: readonly (keyof Consent)[] = [
    ...(consent.by === 'waived' ? [] : (['version', 'on'] as const)),
    ...(consent.by === 'proxy' ? (['relation'] as const) : []),
  ]
  return asked.filter((name) => !consent[name])
}
