import { can } from '@/lib/access/actor'
import type { Protocol } from '@/lib/protocol/protocol'
import { studyOf, type Tx } from '../transaction'

/**
 * The protocol as who asks may read it: the lengths of blocks, from which the last arms of one could be reckoned, are
 * for those who make the lists.
 */
export function hideBlockSizes(tx: Tx, protocol: Protocol): Protocol {
  const { randomisation } = protocol
  if (!randomisation || can(tx.call.actor, 'allocation.prepare', studyOf(tx).slug)) return protocol
  return { ...protocol, randomisation: { ...randomisation, blockSizes: [] } }
}
