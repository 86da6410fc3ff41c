import type { ReactNode } from 'react'

/** Nothing here yet: says so in the title and the next step under it. */
export function EmptyState({
  title,
  action,
  children,
}: {
  title: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="grid justify-items-start gap-2 px-4 py-8">
      <p className="text-base font-semibold">{title}</p>
      {children && <p className="max-w-prose text-dim">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
