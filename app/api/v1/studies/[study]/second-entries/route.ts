import { listSecondEntries } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { listSecond } from '@/lib/records/quality/list-second'

export const GET = door(listSecondEntries, ({ call, params, query }) => listSecond(call, params.study, query))
