import type { Protocol } from '@/lib/protocol/protocol'
import type { Registry } from './registry'

/** Gives the protocol of a study other content, before anything has read it. */
export async function changeProtocol(
  registry: Registry,
  study: keyof Registry['studies'],
  change: Partial<Protocol>,
): Promise<void> {
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  await registry.asSuper('update protocol_version set definition = definition || $2 where study_id = $1', [
    registry.studies[study],
    JSON.stringify(change),
  ])
}
