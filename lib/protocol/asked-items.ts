/** What a protocol measures, and when. */
import type { Item } from '@/lib/codebook/item'
import type { Shelf } from '@/lib/instruments/shelf'
import type { Protocol, VisitInstrument } from './protocol'

/** Items that a visit asks, of every form; of every visit when none is named. */
export function itemsAt(protocol: Protocol, visit: string | null, shelf: Shelf): Item[] {
  return itemsOf(
    protocol.visits
      .filter(({ code }) => visit === null || code === visit)
      .flatMap(({ instruments }) => [...instruments]),
    shelf,
  )
}

export function itemsOf(asked: readonly VisitInstrument[], shelf: Shelf): Item[] {
  return asked.flatMap(({ id, version }) => shelf.find(id, version)?.items ?? [])
}
