import { listAlerts as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { listAlerts } from '@/lib/records/complications/alerts'

export const GET = door(contract, ({ call, params, query: { enrolment, ...filter } }) =>
  listAlerts(call, params.study, { ...filter, enrolmentId: enrolment }),
)
