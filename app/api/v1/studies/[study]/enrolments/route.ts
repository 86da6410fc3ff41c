import { listEnrolments as listing } from '@/lib/contracts/enrolments'
import { enrolPatient as enrolling } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { enrolPatient, getEnrolmentCode } from '@/lib/records/enrolments/enrolments'
import { listMatrix } from '@/lib/records/enrolments/matrix'

export const GET = door(listing, ({ call, params, query }) =>
  listMatrix(call, params.study, { ...query, descending: query.sort === '-code' }),
)

export const POST = door(enrolling, async ({ call, params, body }) => {
  const done = await enrolPatient(call, params.study, body)
  return { ...done, code: await getEnrolmentCode(call, params.study, done.id) }
})
