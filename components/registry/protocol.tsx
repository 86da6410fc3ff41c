import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { textOf } from '@/lib/i18n/locale'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import type { Criterion, Protocol } from '@/lib/protocol/protocol'
import { ProtocolResponder, ProtocolRules } from './protocol-rules'
import { ProtocolVisits } from './protocol-visits'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { TrialFacts } from '@/components/protocol/trial-facts'
import { PageBody, PageHeader } from './shell-header'
import { usePageLocale } from './use-page-locale'

interface ProtocolPageProps {
  slug: string
  protocol: Protocol
  number: number
  inForce: number
  /** The study's own forms. */
  own: readonly InstrumentJson[]
  mayEdit: boolean
}

/** What should happen, as the registry itself reads it. */
export function ProtocolPage({ slug, protocol, number, inForce, own, mayEdit }: ProtocolPageProps) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  const { design, blinding, primaryOutcome: outcome } = protocol
  const shelf = readOwn(own)
  const measured = shelf
    .list()
    .flatMap(({ items }) => items)
    .find(({ name }) => name === outcome?.variable)
  const visit = protocol.visits.find(({ code }) => code === outcome?.visit)
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={[
          t('version', { version: number }),
          t(`design.${design}`),
          t(`blinding.${blinding}`),
          measured &&
            visit &&
            t('outcome', { variable: `${textOf(measured.label, locale)} · ${textOf(visit.label, locale)}` }),
        ]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <>
            <LinkButton small href={`/${slug}/protocol/versions`}>
              {t('versions')}
            </LinkButton>
            {mayEdit && number === inForce && (
              <LinkButton small look="primary" href={`/${slug}/protocol/edit`}>
                {t('edit')}
              </LinkButton>
            )}
          </>
        }
      />
      <PageBody>
        {number !== inForce && (
          <Banner
            tone="late"
            title={t('notInForce', { number, inForce })}
            actions={
              <LinkButton small href={`/${slug}/protocol`}>
                {t('toInForce')}
              </LinkButton>
            }
          />
        )}
        <Section title={t('facts')}>
          <TrialFacts protocol={protocol} />
        </Section>
        <Section title={t('arms')}>
          <Arms protocol={protocol} />
        </Section>
        <Section title={t('visits')}>
          <ProtocolVisits slug={slug} protocol={protocol} shelf={shelf} />
        </Section>
        <Section title={t('rules')} about={t('rulesAbout')}>
          <ProtocolRules protocol={protocol} />
        </Section>
        <Section title={t('responder')}>
          <ProtocolResponder id={protocol.responder} />
        </Section>
        <Section title={t('criteria')}>
          <Criteria protocol={protocol} />
        </Section>
      </PageBody>
    </>
  )
}

function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      {about && <p className="text-xs text-dim">{about}</p>}
      {children}
    </section>
  )
}

function Arms({ protocol }: { protocol: Protocol }) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  return (
    <ul className="grid max-w-3xl border-t border-line">
      {protocol.arms.map(({ code, label, technique }) => (
        <li key={code} className="flex flex-wrap items-baseline gap-x-4 border-b border-line px-2 py-1.5">
          <span className="min-w-32 font-medium">{textOf(label, locale)}</span>
          <span>
            {t('technique', { technique: technique === 'other' ? t('otherTechnique') : technique })}
          </span>
          <code className="text-xs text-dim">{code}</code>
        </li>
      ))}
    </ul>
  )
}

function Criteria({ protocol }: { protocol: Protocol }) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  const list = (kind: Criterion['kind']) => protocol.criteria.filter((one) => one.kind === kind)
  return (
    <div className="grid max-w-3xl gap-3">
      {(['inclusion', 'exclusion'] as const).map((kind) => (
        <div key={kind}>
          <h3 className="font-medium">{t(kind)}</h3>
          {list(kind).length === 0 ? (
            <p className="text-dim">{t('noCriteria')}</p>
          ) : (
            <ul className="list-disc pl-5">
              {list(kind).map(({ id, label, rule }) => (
                <li key={id}>
                  {textOf(label, locale)} {rule && <code className="text-xs text-dim">{rule}</code>}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      <p>
        {protocol.consentVersions.length > 0
          ? t('consent', { versions: protocol.consentVersions.join(' · ') })
          : t('noConsent')}
      </p>
    </div>
  )
}
