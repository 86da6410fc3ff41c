/** The protocols that come with the registry, by the name a study is made from. */
import type { Protocol } from '../protocol'
import type { ShippedId } from './ids'
import { LIVE_PROTOCOL } from './live'
import { OVCF_PROTOCOL } from './ovcf'
import { SNRB_PROTOCOL } from './snrb'

export const SHIPPED: Readonly<Record<ShippedId, Protocol>> = {
  live: LIVE_PROTOCOL,
  ovcf: OVCF_PROTOCOL,
  snrb: SNRB_PROTOCOL,
}
