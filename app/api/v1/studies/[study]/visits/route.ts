import { addVisit as adding, listVisits as listing } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { listWork } from '@/lib/records/visits/work-list'

export const GET = door(listing, ({ call, params, query }) => listWork(call, params.study, query))

export const POST = door(adding, ({ call, params, body: { enrolmentId, ...done } }) =>
  addUnscheduledVisit(call, params.study, enrolmentId, done),
)
