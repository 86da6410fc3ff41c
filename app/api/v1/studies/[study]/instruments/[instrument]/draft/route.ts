import { discardFormDraft as discard, saveFormDraft as save } from '@/lib/contracts/forms'
import { door } from '@/lib/door'
import { discardFormDraft, saveFormDraft } from '@/lib/records/instruments/drafts'

export const PUT = door(save, ({ call, params, body }) =>
  saveFormDraft(call, params.study, params.instrument, body),
)

export const DELETE = door(discard, ({ call, params, body }) =>
  discardFormDraft(call, params.study, params.instrument, body.version),
)
