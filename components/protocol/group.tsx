import type { ReactNode } from 'react'

interface GroupProps {
  title: string
  about?: string
  children: ReactNode
}

/** Fields that belong together under one heading. */
export function Group({ title, about, children }: GroupProps) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h3 className="font-semibold">{title}</h3>
        {about && <p className="max-w-3xl text-xs text-dim">{about}</p>}
      </div>
      {children}
    </section>
  )
}
