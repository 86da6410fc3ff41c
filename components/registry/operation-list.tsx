import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

interface ListedOperation {
  readonly id: string
  readonly ordinal: number
  readonly relation: string
  readonly performedOn: string
  readonly endedTime: string | null
  readonly plannedTechnique: string | null
  readonly receivedTechnique: string | null
  readonly levels: readonly { readonly level: string; readonly side: string }[]
  readonly operator: string | null
  readonly cause: string | null
  readonly forms: readonly {
    readonly href: string
    readonly label: string
    readonly state: 'complete' | 'partial' | 'empty'
  }[]
}

interface OperationListProps {
  /** Address of the patient's page. */
  place: string
  closed: boolean
  mayVoid: boolean
  operations: readonly ListedOperation[]
  voided: readonly {
    readonly id: string
    readonly ordinal: number
    readonly relation: string
    readonly performedOn: string
    readonly reason: string
  }[]
}

const TONES = { complete: 'done', partial: 'open', empty: 'idle' } as const

/** Every operation of a patient with its own forms; those that were voided stand apart, with the reason. */
export function OperationList({ place, closed, mayVoid, operations, voided }: OperationListProps) {
  const t = useTranslations('operation')
  if (operations.length + voided.length === 0)
    return <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
  return (
    <>
      <ol className="grid gap-4">
        {operations.map((operation) => (
          <li key={operation.id} className="rounded border border-line">
            <article aria-labelledby={`operation-${operation.ordinal}`}>
              <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-well px-3 py-2">
                <h2 id={`operation-${operation.ordinal}`} className="flex-1 basis-60 font-semibold">
                  {t('titleOf', { n: operation.ordinal, relation: t(`relations.${operation.relation}`) })}
                  <span className="font-normal"> · {operation.performedOn}</span>
                </h2>
                {!closed && (
                  <div className="flex flex-wrap gap-2">
                    <LinkButton small href={`${place}/operation/${operation.ordinal}`}>
                      {t('correct')}
                    </LinkButton>
                    {mayVoid && (
                      <LinkButton small look="quiet" href={`${place}/operation/${operation.ordinal}/void`}>
                        {t('void')}
                      </LinkButton>
                    )}
                  </div>
                )}
              </header>
              <div className="grid gap-x-6 gap-y-2 px-3 py-2 md:grid-cols-[minmax(0,1fr)_16rem]">
                <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1">
                  {listFacts(operation, t).map(([label, value]) => (
                    <div key={label} className="contents">
                      <dt className="text-dim">{label}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
                <ul className="grid content-start gap-1" aria-label={t('forms')}>
                  {operation.forms.map((form) => (
                    <li key={form.href} className="flex items-center justify-between gap-3">
                      <Link href={form.href} prefetch={false} className="text-accent underline">
                        {form.label}
                      </Link>
                      <Badge tone={TONES[form.state]}>{t(`formState.${form.state}`)}</Badge>
                    </li>
                  ))}
                </ul>
              </div>
            </article>
          </li>
        ))}
      </ol>
      {voided.length > 0 && (
        <section aria-labelledby="voided" className="grid gap-1">
          <h2 id="voided" className="font-semibold">
            {t('voided')}
          </h2>
          <ul className="grid gap-1 text-dim">
            {voided.map((one) => (
              <li key={one.id}>
                <s>
                  {t('titleOf', { n: one.ordinal, relation: t(`relations.${one.relation}`) })} ·{' '}
                  {one.performedOn}
                </s>{' '}
                {one.reason !== '' && t('voidedBecause', { reason: one.reason })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function listFacts(
  operation: ListedOperation,
  t: ReturnType<typeof useTranslations<'operation'>>,
): [string, string][] {
  const technique = (name: string | null) => name && t(`techniques.${name}`)
  const { plannedTechnique: planned, receivedTechnique: received } = operation
  const facts: [string, string | null][] = [
    [
      t('levels'),
      operation.levels
        .map(({ level, side }) => (side === 'unknown' ? level : `${level} ${t(`side.${side}`)}`))
        .join(t('levelSeparator')),
    ],
    [t('receivedTechnique'), technique(received)],
    [t('plannedTechnique'), planned === received ? null : technique(planned)],
    [t('endedTime'), operation.endedTime],
    [t('operator'), operation.operator],
    [t('cause'), operation.cause],
  ]
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
}
