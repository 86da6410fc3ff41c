import { reopenEnrolment as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { reopenEnrolment } from '@/lib/records/enrolments/end-enrolment'

export const POST = door(contract, ({ call, params, body }) =>
  reopenEnrolment(call, params.study, params.id, body),
)
