import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { useInstantText } from '@/components/registry/use-instant-text'
import { diffProtocols } from '@/lib/protocol/diff'
import type { Protocol } from '@/lib/protocol/protocol'
import { ChangeList } from './change-list'

export interface PublishedVersion {
  readonly number: number
  readonly publishedAt: Date
  readonly publishedBy: string | null
  readonly reason: string | null
  readonly protocol: Protocol
}

interface VersionsProps {
  slug: string
  /** The newest first. */
  versions: readonly PublishedVersion[]
  mayMove: boolean
}

/** Every version of the protocol, and what each changed. */
export function ProtocolVersions({ slug, versions, mayMove }: VersionsProps) {
  const t = useTranslations('protocolVersions')
  const instant = useInstantText()
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('about', { count: versions.length })}
        actions={
          <>
            <LinkButton small href={`/${slug}/protocol`}>
              {t('toProtocol')}
            </LinkButton>
            {mayMove && versions.length > 1 && (
              <LinkButton small href={`/${slug}/protocol/move`}>
                {t('toMove')}
              </LinkButton>
            )}
          </>
        }
      />
      <PageBody>
        {versions.map((version, at) => {
          const earlier = versions[at + 1]
          return (
            <section key={version.number} className="grid gap-2">
              <h2 className="flex flex-wrap items-baseline gap-x-4 text-base font-semibold">
                <Link
                  href={`/${slug}/protocol?version=${version.number}`}
                  prefetch={false}
                  className="text-accent hover:underline"
                >
                  {t('version', { number: version.number })}
                </Link>
                <span className="text-xs font-normal text-dim">
                  {[instant(version.publishedAt), version.publishedBy].filter(Boolean).join(' · ')}
                </span>
              </h2>
              {version.reason && <p>{version.reason}</p>}
              {earlier ? (
                <ChangeList changes={diffProtocols(earlier.protocol, version.protocol)} />
              ) : (
                <p className="text-dim">{t('first')}</p>
              )}
            </section>
          )
        })}
      </PageBody>
    </>
  )
}
