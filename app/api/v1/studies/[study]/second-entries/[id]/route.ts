import { getSecondEntry } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { getSecond } from '@/lib/records/quality/list-second'

export const GET = door(getSecondEntry, ({ call, params }) => getSecond(call, params.study, params.id))
