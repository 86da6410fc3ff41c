import { discardProtocolDraft as discarding, saveProtocolDraft as saving } from '@/lib/contracts/protocols'
import { door } from '@/lib/door'
import { discardProtocolDraft, saveProtocolDraft } from '@/lib/records/studies/protocol-drafts'

export const PUT = door(saving, ({ call, params, body }) => saveProtocolDraft(call, params.study, body))

export const DELETE = door(discarding, ({ call, params, body }) =>
  discardProtocolDraft(call, params.study, body.version),
)
