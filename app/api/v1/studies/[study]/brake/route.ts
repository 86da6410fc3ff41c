import { releaseBrake as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { releaseBrake } from '@/lib/records/follow-up/brake'

export const POST = door(contract, ({ call, params, body }) => releaseBrake(call, params.study, body))
