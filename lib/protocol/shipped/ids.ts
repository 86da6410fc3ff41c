/** Names of the protocols that come with the registry; apart from them, for browsers that only choose one. */
export const SHIPPED_IDS = ['live', 'ovcf', 'snrb'] as const
export type ShippedId = (typeof SHIPPED_IDS)[number]

/** What the protocol of a new study may begin as: a shipped one, an empty one, another study's. */
export const PROTOCOL_SOURCES = [...SHIPPED_IDS, 'blank', 'study'] as const
export type ProtocolSource = (typeof PROTOCOL_SOURCES)[number]
