import { getFreeze as getting } from '@/lib/contracts/freezes'
import { door } from '@/lib/door'
import { getFreeze } from '@/lib/records/freezes/freezes'

export const GET = door(getting, ({ call, params }) => getFreeze(call, params.study, params.id))
