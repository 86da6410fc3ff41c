'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { buttonClasses } from '@/components/ui/button-look'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'

const FORMATS = ['docx', 'xlsx'] as const
const LANGUAGES = { zh: '中文', en: 'English' } as const

interface PaperLinksProps {
  study: string
  /** Of the comparison. */
  id: string
}

/** The tables as a journal wants them, in the language of the journal. */
export function PaperLinks({ study, id }: PaperLinksProps) {
  const t = useTranslations('pack')
  const [language, setLanguage] = useState(usePageLocale() === 'en' ? 'en' : 'zh')
  return (
    <section aria-labelledby="paper" className="no-print grid gap-2">
      <h2 id="paper" className="font-semibold">
        {t('heading')}
      </h2>
      <p className="text-xs text-dim">{t('about')}</p>
      <Field label={t('language')}>
        {(control) => (
          <Select {...control} value={language} onChange={({ target }) => setLanguage(target.value)}>
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <a
            key={format}
            download
            className={buttonClasses('plain', true)}
            href={`/api/v1/studies/${study}/comparisons/${id}/pack?format=${format}&lang=${language}`}
          >
            {t(format)}
          </a>
        ))}
      </div>
    </section>
  )
}
