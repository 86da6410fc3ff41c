import { Flag } from 'lucide-react'

/** A flag waits at this visit: a second shape beside the state, never a colour alone. */
export function FlagMark() {
  return <Flag aria-hidden="true" className="size-3 shrink-0 fill-missed text-missed" />
}
