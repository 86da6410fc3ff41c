import { toJson } from '@/lib/codebook/json'
import type { Shelf } from '@/lib/instruments/shelf'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import { readShelf } from '../instruments/read-shelf'
import { studyOf } from '../transaction'
import { readProtocol } from './studies'

/** Instruments a protocol asks, once each, in the order they first come. */
export function listProtocolInstruments(protocol: Protocol, shelf: Shelf) {
  const asked = [...protocol.visits.flatMap((visit) => visit.instruments), ...protocol.operationInstruments]
  const unique = new Map(asked.map(({ id, version }) => [`${id}@${version}`, { id, version }]))
  return [...unique.values()].map(({ id, version }) => shelf.get(id, version))
}

export async function listStudyInstruments(call: Call, study: string) {
  return reading(call, 'instrument.read', { study }, async (tx) => {
    const protocol = await readProtocol(tx, studyOf(tx).protocolVersion)
    return listProtocolInstruments(protocol, await readShelf(tx)).map((instrument) => toJson(instrument))
  })
}
