import { CircleHelp, Lock, PenLine } from 'lucide-react'

interface RecordMarkProps {
  signed?: boolean
  locked?: boolean
  queries?: number
}

/** A question mark where something was asked back, a pen for a signed visit, a lock for a locked one; words stand beside. */
export function RecordMark({ signed = false, locked = false, queries = 0 }: RecordMarkProps) {
  return (
    <>
      {queries > 0 && <CircleHelp aria-hidden="true" className="size-3 shrink-0 text-late" />}
      {signed && <PenLine aria-hidden="true" className="size-3 shrink-0 text-dim" />}
      {locked && <Lock aria-hidden="true" className="size-3 shrink-0 text-dim" />}
    </>
  )
}
