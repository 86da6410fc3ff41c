import { listComplications as listing, proposeComplication as proposing } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { listComplications, proposeComplication } from '@/lib/records/complications/complications'

export const GET = door(listing, ({ call, params, query: { enrolment, ...filter } }) =>
  listComplications(call, params.study, { ...filter, enrolmentId: enrolment }),
)

export const POST = door(proposing, ({ call, params, body }) => proposeComplication(call, params.study, body))
