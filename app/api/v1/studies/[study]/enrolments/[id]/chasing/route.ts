import { handOver as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { handOver } from '@/lib/records/follow-up/owners'

export const PUT = door(contract, ({ call, params, body }) => handOver(call, params.study, params.id, body))
