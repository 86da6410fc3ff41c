import type { ReactNode } from 'react'

interface PageHeaderProps {
  /** Which page, or which patient: number, sex, age, operation, day after it. */
  title: ReactNode
  subtitle?: ReactNode
  actions?: ReactNode
}

/** The strip that says where or with whom one is; it never scrolls away. */
export function PageHeader({ title, subtitle, actions }: PageHeaderProps) {
  return (
    <header className="sticky top-12 z-20 flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-paper px-4 py-2 lg:top-0 lg:px-6">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="text-lg font-semibold">{title}</h1>
        {subtitle && <div className="text-xs text-dim">{subtitle}</div>}
      </div>
      {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

export function PageBody({ children }: { children: ReactNode }) {
  return <div className="grid max-w-page grid-cols-[minmax(0,1fr)] gap-6 px-4 py-4 lg:px-6">{children}</div>
}
