import { getEntryHistory as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { getEntryHistory } from '@/lib/records/entries/history'

export const GET = door(contract, ({ call, params }) => getEntryHistory(call, params.study, params.id))
