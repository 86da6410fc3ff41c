import { randomBytes } from 'node:crypto'
import { sealAllocation, unsealAllocation } from '../cipher'

/*
 * Arms and seeds at rest. Who has the database and not the master key learns nothing: neither an arm, nor from the
 * length of a ciphertext which of two it is, nor by moving one to another place. Changes here need a second reader.
 */

/** No code of an arm is longer. */
const PADDED = 48

export function sealArm(arm: string, listId: string, position: number): string {
  if (arm.length > PADDED) throw new Error('the code of an arm is too long to be sealed')
  return sealAllocation(arm.padEnd(PADDED), `allocation|arm|${listId}|${position}`)
}

export function openArm(sealed: string, listId: string, position: number): string {
  return unsealAllocation(sealed, `allocation|arm|${listId}|${position}`).trimEnd()
}

export function makeSeed(listId: string): string {
  return sealAllocation(randomBytes(32).toString('base64'), `allocation_list|seed|${listId}`)
}

export function openSeed(sealed: string, listId: string): Buffer {
  return Buffer.from(unsealAllocation(sealed, `allocation_list|seed|${listId}`), 'base64')
}
