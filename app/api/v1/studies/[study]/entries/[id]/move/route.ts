import { moveEntry as moving, moveOptions } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { listMoveOptions } from '@/lib/records/entries/move-options'

export const GET = door(moveOptions, ({ call, params, query }) =>
  listMoveOptions(call, params.study, params.id, query.patient),
)

export const POST = door(moving, ({ call, params, body }) => moveEntry(call, params.study, params.id, body))
