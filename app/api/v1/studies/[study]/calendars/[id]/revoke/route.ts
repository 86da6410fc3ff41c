import { revokeFeed as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { revokeFeed } from '@/lib/records/follow-up/feeds'

export const POST = door(contract, ({ call, params, body }) =>
  revokeFeed(call, params.study, params.id, body),
)
