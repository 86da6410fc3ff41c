import { applyBrake as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { applyBrake } from '@/lib/records/follow-up/brake'

export const POST = door(contract, ({ call, params, body }) =>
  applyBrake(call, params.study, params.id, body),
)
