'use client'

import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { readApi, type ApiProblem } from '@/components/ui/client-api'
import { TextInput } from '@/components/ui/input'
import { useProblemText } from '@/components/ui/problem-text'
import { FoundPatients, type FoundPatient } from './register-found'

interface RegisterSearchProps {
  study: string
  /** What was looked for, once the answer is there: the next step is registering. */
  onSearched?: (query: string) => void
  label?: string
  /** What is done with one that was found, instead of going there. */
  action?: (row: FoundPatient) => ReactNode
}

/** Looking first keeps a patient from being registered twice. The name stays out of the address of the page. */
export function RegisterSearch({ study, onSearched, label, action }: RegisterSearchProps) {
  const t = useTranslations('register')
  const common = useTranslations('common')
  const problemText = useProblemText()
  const [busy, setBusy] = useState(false)
  const [rows, setRows] = useState<readonly FoundPatient[] | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const query = String(new FormData(event.currentTarget).get('q') ?? '').trim()
    if (query === '' || busy) return
    setBusy(true)
    const result = await readApi<{ rows: FoundPatient[] }>(
      `/studies/${study}/patients?q=${encodeURIComponent(query)}`,
    )
    setBusy(false)
    setProblem(result.ok ? null : result.problem)
    if (!result.ok) return
    setRows(result.data.rows)
    onSearched?.(query)
  }

  return (
    <search className="grid max-w-3xl gap-3">
      <form onSubmit={(event) => void search(event)} className="grid gap-1">
        <label htmlFor="register-q" className="font-medium">
          {label ?? t('searchFirst')}
        </label>
        <div className="flex flex-wrap gap-2">
          <TextInput
            id="register-q"
            name="q"
            type="search"
            required
            autoFocus
            maxLength={200}
            aria-describedby="register-q-about"
            className="flex-1 basis-60"
          />
          <Button type="submit" look="primary" busy={busy}>
            {common('search')}
          </Button>
        </div>
        <p id="register-q-about" className="text-xs text-dim">
          {t('searchAbout')}
        </p>
      </form>
      {problem && (
        <Banner tone="missed" alert title={problemText(problem).title}>
          {problemText(problem).detail}
        </Banner>
      )}
      <div role="status">
        {rows && (
          <p className="pb-1">{rows.length === 0 ? t('nobody') : t('foundCount', { count: rows.length })}</p>
        )}
      </div>
      {rows && rows.length > 0 && <FoundPatients study={study} rows={rows} {...(action ? { action } : {})} />}
    </search>
  )
}
