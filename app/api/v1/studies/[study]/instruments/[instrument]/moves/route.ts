import { moveFormEntry, previewFormMove } from '@/lib/contracts/forms'
import { door } from '@/lib/door'
import { moveToVersion, previewMove } from '@/lib/records/instruments/move-versions'

export const GET = door(previewFormMove, ({ call, params }) =>
  previewMove(call, params.study, params.instrument),
)

export const POST = door(moveFormEntry, ({ call, params, body }) =>
  moveToVersion(call, params.study, params.instrument, body),
)
