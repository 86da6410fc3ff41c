import { checkDefinition } from '@/lib/codebook/check-definition'
import { readDefinition, sealDefinition } from '@/lib/codebook/definition'
import type { InstrumentJson } from '@/lib/codebook/json'
import { checkMeaning } from '@/lib/codebook/same-meaning'
import { SHIPPED } from '@/lib/instruments/shelf'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { studyOf } from '../transaction'
import { closeDraft, lockFormDraft } from './drafts'
import { forgetShelf } from './read-shelf'

/** Publishes the draft of a form as its next version, which never changes again. Answers with its number. */
export async function publishForm(call: Call, study: string, id: string, version: number): Promise<Done> {
  return change(call, 'instrument.publish', { study }, async (tx) => {
    const draft = await lockFormDraft(tx, id, version)
    if (!draft) throw new Problem('not_found')
    const studyId = studyOf(tx).id
    const rows = await tx.db.instrumentVersion.findMany({
      where: { studyId, instrument: id },
      orderBy: { number: 'asc' },
    })
    const earlier = rows.map((row) => row.definition as unknown as InstrumentJson)
    const number = rows.length + 1
    const read = readDefinition(draft.definition)
    if (!read.ok) throw new Problem('invalid', { fields: read.issues })
    const definition = sealDefinition(read.definition, number, earlier.at(-1))
    const taken = SHIPPED.list().map((one) => one.id)
    const fields = [...checkDefinition(definition, taken), ...checkMeaning(earlier, definition)]
    if (fields.length > 0) throw new Problem('invalid', { fields })
    const row = {
      ...{ id: newId(), studyId, instrument: id, number, publishedBy: tx.call.actor.id, publishedAt: tx.now },
      definition: definition as unknown as Prisma.InputJsonObject,
    }
    await tx.db.instrumentVersion.create({ data: row })
    await closeDraft(tx, draft, 'published')
    forgetShelf(tx)
    return { id: row.id, version: number }
  })
}
