import { transferEnrolment as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { transferEnrolment } from '@/lib/records/enrolments/transfer-enrolment'

export const POST = door(contract, ({ call, params, body }) =>
  transferEnrolment(call, params.study, params.id, body),
)
