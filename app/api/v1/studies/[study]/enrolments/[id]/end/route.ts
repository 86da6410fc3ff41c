import { endEnrolment as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'

export const POST = door(contract, ({ call, params, body }) =>
  endEnrolment(call, params.study, params.id, body),
)
