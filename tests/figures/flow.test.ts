import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFlow, type FlowBox, type FlowInput } from '@/lib/figures/flow'
import { boxOfText } from '@/lib/figures/marks'
import type { FigureNode, RectNode, TextNode } from '@/lib/figures/node'
import { renderSvg } from '@/lib/figures/render-svg'
import { figureWords } from '@/lib/figures/words'

const words = figureWords((key) => key)
const frame = { id: 'flow', width: 720, title: 'Flow', description: 'Flow of patients' }
const draw = (input: FlowInput, width = 720) => drawFlow(input, { ...frame, width }, words)

const of = <K extends FigureNode['kind']>(nodes: readonly FigureNode[], kind: K) =>
  nodes.filter((node): node is Extract<FigureNode, { kind: K }> => node.kind === kind)
const textsIn = (rect: RectNode, texts: readonly TextNode[]) =>
  texts
    .filter(({ x, y }) => x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height)
    .map(({ spans }) => spans.map((span) => span.text).join(''))

const box = (title: string, n: number, lines: string[] = []): FlowBox => ({ title, n, lines })
const trial: FlowInput = {
  assessed: { box: box('Assessed', 90), out: box('Not enrolled', 13, ['declined 5', 'not eligible 8']) },
  enrolled: box('Randomised', 77),
  columns: [
    { label: 'A', boxes: [box('Allocated', 39, ['treated 38']), box('Analysed', 39)] },
    { label: 'B', boxes: [box('Allocated', 38), box('Analysed', 37, ['use of data withdrawn 1'])] },
  ],
}

describe('the flow of patients', () => {
  it('has a box for each, with its number and its parts', () => {
    const { children } = draw(trial)
    const rects = of(children, 'rect')
    expect(rects).toHaveLength(7)
    const texts = of(children, 'text')
    expect(rects.map((rect) => textsIn(rect, texts).join('|'))).toEqual([
      'Assessed (n = 90)',
      'Not enrolled (n = 13)|declined 5|not eligible 8',
      'Randomised (n = 77)',
      'A|Allocated (n = 39)|treated 38',
      'B|Allocated (n = 38)',
      'Analysed (n = 39)',
      'Analysed (n = 37)|use of data withdrawn 1',
    ])
  })

  it('tells the same to those who cannot see it', () => {
    expect(draw(trial).table.rows).toEqual([
      ['', 'Assessed', '90', ''],
      ['', 'Not enrolled', '13', `declined 5${words.comma}not eligible 8`],
      ['', 'Randomised', '77', ''],
      ['A', 'Allocated', '39', 'treated 38'],
      ['A', 'Analysed', '39', ''],
      ['B', 'Allocated', '38', ''],
      ['B', 'Analysed', '37', 'use of data withdrawn 1'],
    ])
  })

  it('begins with the enrolled where nothing was screened', () => {
    const rects = of(draw({ enrolled: trial.enrolled, columns: [] }).children, 'rect')
    expect(rects).toHaveLength(1)
  })

  it('never lets two boxes touch, nor a text leave the paper, whatever stands in them', () => {
    const anyBox = fc.record({
      title: fc.string({
        unit: fc.constantFrom('术', '后', 'a', 'W', ' ', '，'),
        minLength: 1,
        maxLength: 40,
      }),
      n: fc.nat(100_000),
      lines: fc.array(fc.string({ unit: fc.constantFrom('月', 'i', 'M', ' '), maxLength: 60 }), {
        maxLength: 6,
      }),
    })
    const column = fc.record({
      label: fc.string({ maxLength: 12 }),
      boxes: fc.array(anyBox, { maxLength: 5 }),
    })
    const input = fc.record(
      {
        assessed: fc.record({ box: anyBox, out: anyBox }),
        enrolled: anyBox,
        columns: fc.array(column, { maxLength: 4 }),
      },
      { requiredKeys: ['enrolled', 'columns'] },
    )
    fc.assert(
      fc.property(input, fc.integer({ min: 320, max: 1_200 }), (given, width) => {
        const figure = draw(given as FlowInput, width)
        const rects = of(figure.children, 'rect')
        for (const [at, a] of rects.entries()) {
          for (const b of rects.slice(at + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
          expect(a.x).toBeGreaterThanOrEqual(0)
          expect(a.x + a.width).toBeLessThanOrEqual(figure.width + 0.01)
          expect(a.y + a.height).toBeLessThanOrEqual(figure.height)
        }
        for (const node of of(figure.children, 'text'))
          expect(boxOfText(node).right).toBeLessThanOrEqual(figure.width + 1)
      }),
      { numRuns: 150 },
    )
  })

  it('is a file that any reader of SVG opens', () => {
    expect(renderSvg(draw(trial))).toMatch(/^<\?xml[^]*<\/svg>\n$/)
  })
})
