import { moveFormEntry, previewFormMove } from '@/lib/contracts/forms'
import { door } from '@/lib/door'
import { moveToVersion, previewMove } from '@/lib/records/instruments/move-versions'

export const GET = door(previewFormMove, ({ call, params, query }) =>
  previewMove(call, params.study, params.instrument, query),
)

export const POST = door(moveFormEntry, ({ call, params, body }) =>
  moveToVersion(call, params.study, params.instrument, body),
)
