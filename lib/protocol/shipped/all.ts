/** The protocols that come with the registry, by the name a study is made from. */
import type { Protocol } from '../protocol'
import { LIVE_PROTOCOL } from './live'
import { OVCF_PROTOCOL } from './ovcf'
import { SNRB_PROTOCOL } from './snrb'

export const SHIPPED_IDS = ['live', 'ovcf', 'snrb'] as const
export type ShippedId = (typeof SHIPPED_IDS)[number]

export const SHIPPED: Readonly<Record<ShippedId, Protocol>> = {
  live: LIVE_PROTOCOL,
  ovcf: OVCF_PROTOCOL,
  snrb: SNRB_PROTOCOL,
}
