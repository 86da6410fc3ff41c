import * as fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Figure, FigureNode } from '@/lib/figures/node'
import { renderReact } from '@/lib/figures/render-react'
import { renderSvg } from '@/lib/figures/render-svg'
import { drawTimeline } from '@/lib/figures/timeline'
import { course, frameOf, WORDS } from './support/samples'
import { parseXml, type XmlElement } from '../support/read-xml'

const figureOf = (children: readonly FigureNode[], title = 'T'): Figure => ({
  id: 'f',
  width: 100,
  height: 50,
  title,
  description: 'D',
  children,
  table: { columns: [], rows: [] },
})

const textNode = (text: string, italic = false): FigureNode => ({
  kind: 'text',
  x: 5,
  y: 20,
  size: 11,
  anchor: 'start',
  fill: 'text',
  spans: [{ text, italic }],
})

/** What both must share: everything but colours and what makes a file of it. */
function comparable(element: XmlElement): unknown {
  const { xmlns, fill, stroke, 'font-family': family, ...attributes } = element.attributes
  void [xmlns, fill, stroke, family]
  const children = element.children.filter((child) => child !== '')
  return [
    element.tag,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : comparable(child))),
  ]
}

function withoutPaper(root: XmlElement): XmlElement {
  const [title, desc, , ...marks] = root.children
  return { ...root, children: [title, desc, ...marks].filter((child) => child !== undefined) }
}

describe('the two renderers', () => {
  it('agree on every mark', () => {
    fc.assert(
      fc.property(course, (input) => {
        const figure = drawTimeline(
          JSON.parse(JSON.stringify(input).replace(/\\u[0-9a-f]{4}/g, '?')) as typeof input,
          frameOf(640),
          WORDS,
        )
        const screen = parseXml(renderToStaticMarkup(renderReact(figure)))
        const print = withoutPaper(parseXml(renderSvg(figure)))
        expect(comparable(screen)).toEqual(comparable(print))
      }),
    )
  })

  it('colour by theme on screen and by fixed values in print', () => {
    const figure = figureOf([{ kind: 'circle', cx: 1, cy: 1, r: 1, fill: 'done' }])
    expect(renderToStaticMarkup(renderReact(figure))).toContain('fill="var(--done)"')
    expect(renderSvg(figure)).toContain('fill="#1a7435"')
    expect(renderSvg(figure)).not.toContain('var(')
  })

  it('write no style attribute, which the content policy would drop', () => {
    fc.assert(
      fc.property(course, (input) => {
        expect(renderToStaticMarkup(renderReact(drawTimeline(input, frameOf(640), WORDS)))).not.toMatch(
          /\sstyle=/,
        )
      }),
      { numRuns: 20 },
    )
  })
})

describe('the SVG file', () => {
  it('keeps any text, escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (raw) => {
        const root = parseXml(renderSvg(figureOf([textNode(raw)], raw)))
        const kept = raw.replace(
          /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu,
          '\ufffd',
        )
        const texts = root.children.flatMap((child) =>
          typeof child !== 'string' && ['title', 'text'].includes(child.tag) ? [child.children.join('')] : [],
        )
        expect(texts).toEqual([kept, kept])
      }),
    )
  })

  it('carries no markup of the data', () => {
    const svg = renderSvg(figureOf([textNode('</text><script>alert(1)</script>')], '"><script>'))
    expect(svg).not.toContain('<script')
  })

  it('names its font, its title and its description', () => {
    const root = parseXml(renderSvg(figureOf([textNode('P', true)], '腰痛')))
    expect(root.attributes['font-family']).toMatch(/^'Noto Sans SC'/)
    expect(root.attributes['aria-labelledby']).toBe('f-title f-desc')
    expect(root.children[0]).toMatchObject({
      tag: 'title',
      attributes: { id: 'f-title' },
      children: ['腰痛'],
    })
    expect(renderSvg(figureOf([textNode('P', true)]))).toContain('<tspan font-style="italic">P</tspan>')
  })
})
