import type { ReactNode } from 'react'
import { joinClasses } from './class-names'
import { Shape, type Tone } from './shape'

const PAPERS: Readonly<Record<Tone, string>> = {
  done: 'bg-done-soft border-done',
  open: 'bg-open-soft border-open',
  late: 'bg-late-soft border-late-mark',
  missed: 'bg-missed-soft border-missed',
  idle: 'bg-idle-soft border-idle',
  never: 'bg-never-soft border-never',
}

interface BannerProps {
  tone: Tone
  title?: ReactNode
  actions?: ReactNode
  /** Read out at once: something went wrong just now. */
  alert?: boolean
  children?: ReactNode
}

/** A message that belongs to the page: what happened, what was kept, what to do. */
export function Banner({ tone, title, actions, alert = false, children }: BannerProps) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={joinClasses(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded border-l-4 px-3 py-2',
        PAPERS[tone],
      )}
    >
      <Shape tone={tone} className="mt-1.5" />
      <div className="min-w-0 flex-1 basis-48">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
