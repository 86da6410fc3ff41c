import type { Call } from '@/lib/records/call'

/** What was asked on the command line. */
export interface Command {
  readonly noun: string
  readonly verb: string
  readonly rest: readonly string[]
  readonly options: ReadonlyMap<string, string>
  readonly json: boolean
  readonly call: Call
  /** For people; with --json it goes to standard error. */
  readonly say: (line: string) => void
  readonly readFile: (path: string) => Uint8Array
}

/** The command itself is wrong; the message says how it goes. */
export class UsageError extends Error {}

export function requireOption({ options }: Command, name: string): string {
  const value = options.get(name)
  if (!value) throw new UsageError(`--${name} is missing.`)
  return value
}
