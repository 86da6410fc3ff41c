/** Names of the protocols that come with the registry; apart from them, for browsers that only choose one. */
export const SHIPPED_IDS = ['live', 'ovcf', 'snrb'] as const
export type ShippedId = (typeof SHIPPED_IDS)[number]
