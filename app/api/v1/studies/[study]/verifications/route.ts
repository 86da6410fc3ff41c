import { addVerification as adding } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { addVerification } from '@/lib/records/quality/verifications'

export const POST = door(adding, ({ call, params, body }) => addVerification(call, params.study, body))
