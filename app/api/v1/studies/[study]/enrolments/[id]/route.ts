import { getEnrolment as contract } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { getCourse } from '@/lib/records/enrolments/course'

export const GET = door(contract, ({ call, params }) => getCourse(call, params.study, params.id))
