import { voidEntry as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { voidEntry } from '@/lib/records/entries/void-entry'

export const POST = door(contract, ({ call, params, body }) => voidEntry(call, params.study, params.id, body))
