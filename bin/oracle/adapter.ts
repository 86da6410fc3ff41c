import { classical } from './classical'
import { runDistribution } from './distribution'
import { extra } from './extra'
import { toOracle, type Input } from './input'
import { models } from './models'
import { moreClassical } from './more-classical'

const methods: Record<string, (input: Input, options: Input) => unknown> = {
  ...classical,
  ...moreClassical,
  ...models,
  ...extra,
  distribution: runDistribution,
}

/** Names of the methods the engine offers, as the oracle calls them. */
export const offered = Object.keys(methods)

/** Runs one method on one case; undefined when the engine does not offer it. */
export function runMethod(method: string, input: Input, options: Input): unknown {
  const run = methods[method]
  if (!run) return undefined
  try {
    return toOracle(run(input, options))
  } catch (error) {
    return { status: 'threw', message: error instanceof Error ? error.message : String(error) }
  }
}
