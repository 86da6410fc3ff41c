import { Problem } from '@/lib/problem'

/** What was changed by somebody else since it was read is not overwritten; the answer says which version stands. */
export function refuseOtherVersion(current: number, sent: number): void {
  if (current !== sent) throw new Problem('conflict', { extra: { current: { version: current } } })
}
