import { line as curveOf, area as areaOf } from 'd3-shape'
import type { DayScale } from './day-scale'
import { formatNumber } from '@/lib/i18n/format-number'
import { formatShort } from './format-short'
import { boxOfText, coordinate, line, SIZE, text, type Box } from './marks'
import { fitText, measureText, wrapText } from './measure-text'
import type { FigureNode, TextNode } from './node'
import { placeLabels, spreadBlocks } from './place-labels'
import { makeValueScale, type ValueScale } from './scales'
import type { CoursePanel } from './timeline-input'
import type { FigureWords } from './words'

export interface PanelSpace {
  /** The plot's own rectangle; the heading stands above it. */
  readonly plot: Box
  readonly width: number
  /** Named lines stand right of the plot when there is room, else in a key under the heading. */
  readonly wide: boolean
  /** Where event lines pass, so that numbers keep off them. */
  readonly eventXs: readonly number[]
}

export const HEADING = 20
const KEY_LINE = 15
const SIDE_LINE = 13

type KeyItem = {
  readonly label: string
  readonly value: number
  readonly dash: readonly number[]
  readonly ink: 'text' | 'accent'
}

/** Lines of the panel that have a name; a threshold outside the scale cannot be drawn and is not. */
export function keyOf(panel: CoursePanel, words: FigureWords): KeyItem[] {
  const items: KeyItem[] = []
  const isOnScale = (value: number) => value >= panel.range.min && value <= panel.range.max
  if (panel.reference && isOnScale(panel.reference.value)) {
    items.push({ ...panel.reference, dash: [2, 2], ink: 'text' })
  }
  if (panel.threshold && isOnScale(panel.threshold.value)) {
    const label = `${panel.threshold.label}${words.comma}${panel.threshold.source}`
    items.push({ value: panel.threshold.value, label, dash: [6, 3], ink: 'accent' })
  }
  return items
}

/** Lines of text between heading and plot in a narrow figure. */
export function keyHeight(panel: CoursePanel, wide: boolean, words: FigureWords): number {
  const notes = (panel.thresholdNote ? 1 : 0) + (wide ? 0 : keyOf(panel, words).length + (panel.band ? 1 : 0))
  return notes * KEY_LINE
}

export function drawPanel(
  panel: CoursePanel,
  days: DayScale,
  space: PanelSpace,
  words: FigureWords,
): FigureNode[] {
  const { plot } = space
  const scale = makeValueScale([], panel.range, [plot.bottom, plot.top], 2)
  const present = panel.points.filter((point) => point.value !== null)
  return [
    ...drawHeading(panel, space, words),
    ...drawGrid(scale, plot),
    ...drawBand(panel, days, scale),
    ...keyOf(panel, words).map((item) =>
      line(plot.left, scale.position(item.value), plot.right, scale.position(item.value), {
        stroke: item.ink,
        strokeWidth: 1.2,
        dash: item.dash,
      }),
    ),
    ...drawSideLabels(panel, scale, space, words),
    ...(present.length === 0
      ? [
          text((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 4, words.noData, {
            anchor: 'middle',
            fill: 'muted',
            halo: true,
          }),
        ]
      : drawPoints(panel, days, scale, space)),
  ]
}

function drawHeading(panel: CoursePanel, space: PanelSpace, words: FigureWords): FigureNode[] {
  const { plot, wide, width } = space
  let y = plot.top - keyHeight(panel, wide, words) - 8
  const better = panel.better === 'lower' ? words.lowerIsBetter : words.higherIsBetter
  const unit = panel.unit ? `\u2009${panel.unit}` : ''
  const range = `${formatNumber(panel.range.min)}–${formatNumber(panel.range.max)}${unit}${words.comma}${better}`
  const room = width - plot.left - 12
  const name = fitText(
    panel.label,
    SIZE.body,
    Math.max(room - measureText(range, SIZE.small), room * 0.4),
    true,
  )
  const after = plot.left + measureText(name, SIZE.body, true) + 8
  const about = fitText(range, SIZE.small, width - after - 4)
  const nodes: FigureNode[] = [
    text(plot.left, y, name, { size: SIZE.body, bold: true, halo: true }),
    text(after, y, about, { fill: 'muted', halo: true }),
  ]
  const addLine = (label: string, sample: FigureNode[]) => {
    y += KEY_LINE
    const x = plot.left + (sample.length > 0 ? 26 : 0)
    nodes.push(
      ...sample,
      text(x, y, fitText(label, SIZE.small, width - x - 4), { fill: 'muted', halo: true }),
    )
  }
  if (!wide) {
    for (const item of keyOf(panel, words)) {
      const at = y + KEY_LINE - 4
      addLine(item.label, [
        line(plot.left, at, plot.left + 20, at, { stroke: item.ink, strokeWidth: 1.2, dash: item.dash }),
      ])
    }
    if (panel.band) {
      const at = y + KEY_LINE - 9
      addLine(panel.band.label, [
        { kind: 'rect', x: plot.left, y: at, width: 20, height: 10, fill: 'band' },
        line(plot.left, at + 5, plot.left + 20, at + 5, { stroke: 'rule', strokeWidth: 1 }),
      ])
    }
  }
  if (panel.thresholdNote) addLine(panel.thresholdNote, [])
  return nodes
}

function drawGrid(scale: ValueScale, plot: Box): FigureNode[] {
  return scale.ticks.flatMap((tick) => [
    line(plot.left, scale.position(tick), plot.right, scale.position(tick), {
      stroke: 'grid',
      strokeWidth: 1,
    }),
    text(plot.left - 6, scale.position(tick) + 4, formatNumber(tick), { anchor: 'end', fill: 'muted' }),
  ])
}

function drawBand(panel: CoursePanel, days: DayScale, scale: ValueScale): FigureNode[] {
  const points = panel.band?.points ?? []
  if (points.length < 2) return []
  const shape = areaOf<(typeof points)[number]>(
    (point) => days.position(point.day),
    (point) => scale.position(point.low),
    (point) => scale.position(point.high),
  ).digits(2)
  const middle = curveOf<(typeof points)[number]>(
    (point) => days.position(point.day),
    (point) => scale.position(point.median),
  ).digits(2)
  return [
    { kind: 'path', d: shape(points) ?? '', fill: 'band' },
    { kind: 'path', d: middle(points) ?? '', fill: 'none', stroke: 'rule', strokeWidth: 1 },
  ]
}

function drawSideLabels(
  panel: CoursePanel,
  scale: ValueScale,
  space: PanelSpace,
  words: FigureWords,
): FigureNode[] {
  if (!space.wide) return []
  const { plot, width } = space
  const last = panel.band?.points.at(-1)
  const labels = [
    ...keyOf(panel, words).map((item) => ({
      label: item.label,
      y: scale.position(item.value),
      ink: item.ink,
    })),
    ...(panel.band && last
      ? [{ label: panel.band.label, y: scale.position(last.median), ink: 'muted' as const }]
      : []),
  ]
  const blocks = labels.map((label) =>
    wrapText(label.label, SIZE.small, width - plot.right - 12, labels.length > 2 ? 2 : 3),
  )
  const centres = spreadBlocks(
    labels.map((label) => label.y),
    blocks.map((lines) => lines.length * SIDE_LINE + 2),
    plot.top - 8,
    plot.bottom + 8,
  )
  return labels.flatMap((label, index) => {
    const lines = blocks[index] ?? []
    const first = (centres[index] ?? label.y) - ((lines.length - 1) * SIDE_LINE) / 2 + 4
    return lines.map((part, row) => text(plot.right + 8, first + row * SIDE_LINE, part, { fill: label.ink }))
  })
}

function drawPoints(panel: CoursePanel, days: DayScale, scale: ValueScale, space: PanelSpace): FigureNode[] {
  const sorted = [...panel.points].sort((a, b) => a.day - b.day)
  const spots = sorted.flatMap((point, place) =>
    point.value === null
      ? []
      : [
          {
            ...point,
            value: point.value,
            place,
            x: days.position(point.day),
            y: scale.position(point.value),
          },
        ],
  )
  // A stretch over a visit without a value is dashed: nothing was measured there.
  const stretches = spots.slice(1).map((spot, index): FigureNode => {
    const from = spots[index] ?? spot
    const d = `M${coordinate(from.x)},${coordinate(from.y)}L${coordinate(spot.x)},${coordinate(spot.y)}`
    const dash = spot.place - from.place > 1 ? { dash: [3, 3] } : {}
    return { kind: 'path', d, fill: 'none', stroke: 'text', strokeWidth: 1.6, ...dash }
  })
  const markers = spots.map((spot): FigureNode => {
    const unit = panel.unit ? `\u2009${panel.unit}` : ''
    const title = `${spot.visit} · ${panel.label} ${formatNumber(spot.value, panel.decimals)}${unit}`
    return {
      kind: 'circle',
      cx: spot.x,
      cy: spot.y,
      r: 3.2,
      fill: 'text',
      stroke: 'paper',
      strokeWidth: 1,
      title,
    }
  })
  const taken: Box[] = spots.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }))
  const frame: Box = {
    left: space.plot.left - 4,
    right: space.wide ? space.plot.right + 6 : space.width - 2,
    top: space.plot.top - 5,
    bottom: space.plot.bottom + 10,
  }
  const important = [spots.at(-1), spots[0], ...spots].filter((spot) => spot !== undefined)
  const places = [...new Set(important)].map((spot) =>
    labelPlaces(spot.x, spot.y, formatShort(spot.value, panel.decimals)),
  )
  const lines: Box[] = space.eventXs.map((x) => ({ left: x, right: x, top: -1e6, bottom: 1e6 }))
  const clear = placeLabels(places, frame, [...taken, ...lines])
  const rest = places.filter((options) => !options.some((option) => clear.includes(option)))
  const others = placeLabels(rest, frame, [...taken, ...clear.map(boxOfText)])
  return [...stretches, ...markers, ...clear, ...others]
}

function labelPlaces(x: number, y: number, label: string): TextNode[] {
  const style = { size: SIZE.small, halo: true, bold: true }
  return [
    text(x, y - 7, label, { ...style, anchor: 'middle' }),
    text(x + 6, y - 5, label, { ...style, anchor: 'start' }),
    text(x, y + 15, label, { ...style, anchor: 'middle' }),
    text(x + 6, y + 12, label, { ...style, anchor: 'start' }),
    text(x + 7, y + 4, label, { ...style, anchor: 'start' }),
    text(x - 6, y - 5, label, { ...style, anchor: 'end' }),
    text(x - 7, y + 4, label, { ...style, anchor: 'end' }),
    text(x - 6, y + 13, label, { ...style, anchor: 'end' }),
  ]
}
