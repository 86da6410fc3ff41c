import type { FactGroup } from './view'

/** Beside the figure on a wide screen, in columns above it on a narrower one. */
export function Facts({ groups }: { groups: readonly FactGroup[] }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:col-span-2 lg:grid-cols-3 xl:col-span-1 xl:grid-cols-1">
      {groups.map((group, index) => (
        <section key={index} aria-label={group.title}>
          <h2 className="mb-1 border-b border-line pb-1 font-semibold">{group.title}</h2>
          <dl className="grid gap-1">
            {group.facts.map((fact, at) => (
              <div key={at} className="flex flex-wrap justify-between gap-x-3">
                <dt className="text-dim">{fact.label}</dt>
                <dd className="ml-auto text-right">{fact.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
