import { voidEnrolment as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'

export const POST = door(contract, ({ call, params, body }) =>
  voidEnrolment(call, params.study, params.id, body),
)
