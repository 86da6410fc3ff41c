'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { drawFigure, type FigureSpec } from '@/lib/figures/draw-figure'
import { renderReact } from '@/lib/figures/render-react'
import { renderSvg } from '@/lib/figures/render-svg'
import { figureWords } from '@/lib/figures/words'
import { FigureTable } from './figure-table'
import { saveText } from './save-text'
import { useWidth } from './use-width'

/** One column of a journal page and a half: the width of the file, whatever the screen shows. */
const PRINT_WIDTH = 720

interface FigureViewProps {
  spec: FigureSpec
  title: string
  /** What the figure shows, in words, for those who cannot see it. */
  description: string
  /** Without ending. */
  fileName: string
  /** The heading above already says the title. */
  hideTitle?: boolean
}

/** A figure at the width it has, its numbers as a table, and its file. */
export function FigureView({ spec, title, description, fileName, hideTitle = false }: FigureViewProps) {
  const t = useTranslations()
  const [frame, width] = useWidth(640)
  const [shown, setShown] = useState(false)
  const id = useId()
  const words = figureWords((key, params) => t(key, params))
  const draw = (at: number) => drawFigure(spec, { id, width: at, title, description }, words)
  const figure = draw(width)
  return (
    <figure className="min-w-0">
      {!hideTitle && <figcaption className="mb-2 font-semibold">{title}</figcaption>}
      {/* Until the width is measured the drawing shrinks to fit. */}
      <div ref={frame} className="[&>svg]:h-auto [&>svg]:max-w-full">
        {renderReact(figure)}
      </div>
      <div className="no-print mt-2 flex flex-wrap gap-2">
        <Button small aria-expanded={shown} aria-controls={`${id}-table`} onClick={() => setShown(!shown)}>
          {t(shown ? 'figures.hideTable' : 'figures.showTable')}
        </Button>
        <Button
          small
          onClick={() => saveText(renderSvg(draw(PRINT_WIDTH)), `${fileName}.svg`, 'image/svg+xml')}
        >
          {t('figures.downloadSvg')}
        </Button>
      </div>
      <FigureTable id={`${id}-table`} table={figure.table} caption={title} shown={shown} />
    </figure>
  )
}
