import { reviveInstrument } from '@/lib/codebook/calculate'
import type { Instrument } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { extendShelf, type Shelf } from '@/lib/instruments/shelf'
import { studyOf, type Tx } from '../transaction'

// A published version never changes, so it is read once a process.
const instruments = new Map<string, Instrument>()
const shelves = new Map<string, { readonly key: string; readonly shelf: Shelf }>()
const asked = new WeakMap<Tx, Promise<Shelf>>()

/** The instruments of the study at hand: the shipped ones and its own published versions. */
export function readShelf(tx: Tx): Promise<Shelf> {
  const known = asked.get(tx)
  if (known) return known
  const shelf = readShelfOf(tx, studyOf(tx).id)
  asked.set(tx, shelf)
  return shelf
}

/** Of a version just published the transaction that did it must not go on with the shelf it began with. */
export function forgetShelf(tx: Tx): void {
  asked.delete(tx)
}

/** The same for a transaction across studies. */
export async function readShelfOf(tx: Tx, studyId: string): Promise<Shelf> {
  const versions = await tx.db.instrumentVersion.findMany({
    where: { studyId },
    select: { id: true },
    orderBy: [{ instrument: 'asc' }, { number: 'asc' }],
  })
  const key = versions.map(({ id }) => id).join()
  const known = shelves.get(studyId)
  if (known?.key === key) return known.shelf
  const missing = versions.filter(({ id }) => !instruments.has(id)).map(({ id }) => id)
  const rows = await tx.db.instrumentVersion.findMany({
    where: { id: { in: missing } },
    select: { id: true, definition: true },
  })
  for (const { id, definition } of rows) {
    // Checked when it was published.
    instruments.set(id, reviveInstrument(definition as unknown as InstrumentJson))
  }
  const shelf = extendShelf(versions.flatMap(({ id }) => instruments.get(id) ?? []))
  shelves.set(studyId, { key, shelf })
  return shelf
}
