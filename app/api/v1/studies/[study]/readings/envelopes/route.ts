import { listEnvelopes as contract } from '@/lib/contracts/readings'
import { door } from '@/lib/door'
import { listEnvelopes } from '@/lib/records/readings/readings'

export const GET = door(contract, ({ call, params }) => listEnvelopes(call, params.study))
