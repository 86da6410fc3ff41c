import type { Shelf } from '@/lib/instruments/shelf'
import type { Call } from '../call'
import { reading } from '../change'
import { readShelf } from './read-shelf'

/** The instruments of a study, for who reads its data through another verb. */
export async function getShelf(call: Call, study: string): Promise<Shelf> {
  return reading(call, 'instrument.read', { study }, readShelf)
}
