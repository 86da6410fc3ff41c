import { discardDraft as discarding, saveDraft as saving } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { discardDraft, saveDraft } from '@/lib/records/entries/drafts'

export const PUT = door(saving, ({ call, params, body }) => saveDraft(call, params.study, body, body))

export const DELETE = door(discarding, ({ call, params, body }) => discardDraft(call, params.study, body))
