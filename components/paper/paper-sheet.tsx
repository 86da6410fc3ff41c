'use client'

import { useTranslations } from 'next-intl'
import { isMissing, MISSING_REASONS } from '@/lib/codebook/item'
import { textOf } from '@/lib/i18n/locale'
import { QrCode } from '@/components/self-report/qr-code'
import { Boxes, Tick } from './boxes'
import type { PaperItem, PaperSection, PaperView } from './view'

const LETTERS = { not_done: 'N', refused: 'R', unknown: 'U', not_applicable: 'X' } as const

/** A visit on A4: its head once, then every form, each under a heading that comes again on the next page. */
export function PaperSheet({ view }: { view: PaperView }) {
  const t = useTranslations('paper')
  const modes = useTranslations('entry.mode')
  return (
    <article
      lang={view.locale}
      aria-label={t('title')}
      // It scrolls sideways on a narrow screen, for the keyboard as well.
      tabIndex={0}
      className="paper-sheet bg-white text-black"
    >
      <header className="flex items-start justify-between gap-4 pb-2">
        <div className="grid min-w-0 gap-1">
          <p className="text-[1.3em] font-semibold">
            {view.code} · {view.visit}
          </p>
          <p>
            {view.study} · {view.site}
          </p>
          {view.window && <p>{view.window}</p>}
          <p className="flex flex-wrap items-end gap-x-4 gap-y-1">
            <span>
              {t('date')} {view.doneOn ?? <span className="paper-blank" />}
            </span>
            <span>
              {t('mode')}{' '}
              {view.filled
                ? view.mode && modes(view.mode)
                : (['in_person', 'telephone', 'video', 'self_report'] as const).map((mode) => (
                    <span key={mode} className="mr-2 inline-flex items-baseline gap-1">
                      <Tick on={false} /> {modes(mode)}
                    </span>
                  ))}
            </span>
            {!view.filled && (
              <>
                <span>
                  {t('by')} <span className="paper-blank" />
                </span>
                <span>
                  {t('typedBy')} <span className="paper-blank" />
                </span>
              </>
            )}
          </p>
          <p className="text-[0.85em]">
            {t('how')}{' '}
            {MISSING_REASONS.map((reason) => `${LETTERS[reason]} ${t(`missing.${reason}`)}`).join(' · ')}
          </p>
        </div>
        <figure className="grid shrink-0 justify-items-center">
          <QrCode qr={view.qr} label={t('qr')} className="size-20" />
          <figcaption className="text-[0.75em]">{t('qr')}</figcaption>
        </figure>
      </header>
      {view.sections.map((section) => (
        <FormTable key={section.key} view={view} section={section} />
      ))}
      {view.sections.length === 0 && <p>{t('nothing')}</p>}
    </article>
  )
}

function FormTable({ view, section }: { view: PaperView; section: PaperSection }) {
  const t = useTranslations('paper')
  return (
    <table className="paper-form">
      <colgroup>
        <col />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th colSpan={3} scope="colgroup">
            <span className="flex items-baseline justify-between gap-3">
              <span className="text-[1.1em] font-semibold">
                {section.title}
                {section.level && ` · ${section.level}`}
                {section.askLevel && (
                  <>
                    {' · '}
                    {t('level')} <span className="paper-blank" />
                  </>
                )}
              </span>
              <span className="text-[0.8em] font-normal whitespace-nowrap">
                {view.code} · {view.visit} · {section.stamp}
              </span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {section.items.map((one, index) => {
          const nameOf = (at: PaperItem | undefined) =>
            at?.item.section && textOf(at.item.section, view.locale)
          const heading = nameOf(one)
          const isNew = heading !== nameOf(section.items[index - 1]) && heading !== section.title
          return (
            <ItemRow key={one.item.name} view={view} one={one} heading={isNew ? (heading ?? null) : null} />
          )
        })}
        {section.saved && (
          <tr>
            <td colSpan={3} className="text-[0.8em] text-[#444]">
              {section.saved}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function ItemRow({ view, one, heading }: { view: PaperView; one: PaperItem; heading: string | null }) {
  const t = useTranslations('paper')
  const { item, condition, value, derived } = one
  const missing = value !== undefined && isMissing(value) ? value.missing : null
  return (
    <tr>
      <th scope="row">
        {heading && <span className="block text-[0.85em] text-[#444]">{heading}</span>}
        {textOf(item.label, view.locale)}
        {item.help && (
          <span className="block text-[0.85em] text-[#444]">{textOf(item.help, view.locale)}</span>
        )}
        {condition && <span className="block text-[0.85em] italic">{t('onlyIf', { condition })}</span>}
        {item.kind === 'multi' && <span className="block text-[0.85em]">{t('several')}</span>}
      </th>
      <td>{derived !== undefined ? derived : <Boxes item={item} value={value} locale={view.locale} />}</td>
      <td className="paper-missing">
        {item.kind !== 'calculated' &&
          MISSING_REASONS.map((reason) => (
            <span key={reason} className="inline-flex items-baseline gap-0.5">
              <Tick on={missing === reason} />
              {LETTERS[reason]}
            </span>
          ))}
      </td>
    </tr>
  )
}
