import { voidVerification as voiding } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { voidVerification } from '@/lib/records/quality/verifications'

export const POST = door(voiding, ({ call, params, body }) =>
  voidVerification(call, params.study, params.id, body),
)
