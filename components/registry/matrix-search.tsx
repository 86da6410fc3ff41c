'use client'

import { useState, type FormEvent } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { readApi, type ApiProblem } from '@/components/ui/client-api'
import { TextInput } from '@/components/ui/input'
import { useProblemText } from '@/components/ui/problem-text'
import { nameOption, type Option } from './study-labels'

interface Found {
  readonly patientId: string
  readonly code: string | null
  readonly site: string
  readonly name: string | null
  readonly sex: string | null
  readonly birthYear: string | null
}

interface MatrixSearchProps {
  slug: string
  sites: readonly Option[]
  mayRegister: boolean
}

/**
 * Finds a patient by what is known of them. What is typed never stands in the address: a ward computer's
 * history would keep the name.
 */
export function MatrixSearch({ slug, sites, mayRegister }: MatrixSearchProps) {
  const t = useTranslations('matrix.search')
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<readonly Found[] | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const query = String(new FormData(event.currentTarget).get('q')).trim()
    if (busy || query === '') return
    setBusy(true)
    const result = await readApi<{ rows: Found[] }>(
      `/studies/${slug}/patients?q=${encodeURIComponent(query)}`,
    )
    setBusy(false)
    setFound(result.ok ? result.data.rows : null)
    setProblem(result.ok ? null : result.problem)
  }

  return (
    <search className="no-print grid gap-2">
      <form className="flex flex-wrap items-center gap-2" onSubmit={handleSubmit}>
        <div className="w-64">
          <TextInput
            type="search"
            name="q"
            required
            maxLength={200}
            aria-label={t('label')}
            placeholder={t('placeholder')}
            aria-describedby="search-about"
            onChange={(event) => event.currentTarget.value === '' && setFound(null)}
          />
        </div>
        <Button type="submit" busy={busy}>
          {t('do')}
        </Button>
        <span id="search-about" className="text-xs text-dim">
          {t('about')}
        </span>
      </form>
      <div aria-live="polite">
        {problem && <SearchProblem problem={problem} />}
        {found && found.length === 0 && <p className="text-dim">{t('none')}</p>}
        {found && found.length > 0 && (
          <ul aria-label={t('found')} className="max-w-3xl border-t border-line">
            {found.map((one) => (
              <FoundLine
                key={one.patientId}
                slug={slug}
                found={one}
                sites={sites}
                mayRegister={mayRegister}
              />
            ))}
          </ul>
        )}
      </div>
    </search>
  )
}

function FoundLine(props: { slug: string; found: Found; sites: readonly Option[]; mayRegister: boolean }) {
  const { slug, found, sites, mayRegister } = props
  const t = useTranslations('matrix.search')
  const sex = found.sex === 'M' || found.sex === 'F' ? t(found.sex) : null
  return (
    <li className="flex flex-wrap items-center gap-x-4 border-b border-line px-2 py-1.5">
      {found.code ? (
        <Link href={`/${slug}/patients/${found.code}`} prefetch={false} className="font-medium text-accent">
          {found.code}
        </Link>
      ) : (
        <span className="text-dim">{t('notEnrolled')}</span>
      )}
      <span>{found.name ?? t('noName')}</span>
      <span className="text-dim">
        {[
          sex,
          found.birthYear && t('born', { year: found.birthYear }),
          sites.length > 1 && nameOption(sites, found.site),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {!found.code && mayRegister && (
        <Link
          href={`/${slug}/patients/${found.patientId}/enrol`}
          prefetch={false}
          className="text-accent hover:underline"
        >
          {t('enrol')}
        </Link>
      )}
    </li>
  )
}

function SearchProblem({ problem }: { problem: ApiProblem }) {
  const { title, detail } = useProblemText()(problem)
  return (
    <Banner tone="missed" title={title} alert>
      {detail}
    </Banner>
  )
}
