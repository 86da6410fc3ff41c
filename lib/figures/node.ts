/**
 * A figure is a plain tree of marks: no DOM, no React, no raw markup. Two renderers turn it into React
 * elements (screen) or an SVG string (print), so both show the same picture.
 */

/** Colours are names; the screen maps them to CSS variables, print to fixed values (palette.ts). */
export type Ink =
  | 'text'
  | 'muted'
  | 'rule'
  | 'grid'
  | 'band'
  | 'paper'
  | 'accent'
  | 'alarm'
  | 'arm-a'
  | 'arm-b'
  | 'done'
  | 'open'
  | 'late'
  | 'missed'
  | 'not-due'
  | 'never'

export interface Paint {
  readonly fill?: Ink | 'none'
  readonly stroke?: Ink
  readonly strokeWidth?: number
  /** Lengths of dash and gap. */
  readonly dash?: readonly number[]
  readonly opacity?: number
}

interface Mark extends Paint {
  /** Shown when the pointer rests on the mark. */
  readonly title?: string
}

export interface GroupNode extends Mark {
  readonly kind: 'group'
  readonly children: readonly FigureNode[]
}

export interface PathNode extends Mark {
  readonly kind: 'path'
  readonly d: string
}

export interface LineNode extends Mark {
  readonly kind: 'line'
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface RectNode extends Mark {
  readonly kind: 'rect'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface CircleNode extends Mark {
  readonly kind: 'circle'
  readonly cx: number
  readonly cy: number
  readonly r: number
}

export interface TextSpan {
  readonly text: string
  readonly italic?: boolean
}

export type Anchor = 'start' | 'middle' | 'end'

export interface TextNode {
  readonly kind: 'text'
  readonly x: number
  /** Baseline. */
  readonly y: number
  readonly size: number
  readonly anchor: Anchor
  readonly spans: readonly TextSpan[]
  readonly fill: Ink
  readonly bold?: boolean
  /** Outlined in the colour of the paper, so that lines may pass behind it. */
  readonly halo?: boolean
  /** Degrees about (x, y). */
  readonly turn?: number
}

export type FigureNode = GroupNode | PathNode | LineNode | RectNode | CircleNode | TextNode

/** The numbers behind a figure, as printed: what a screen reader reads and the page can show. */
export interface ExactTable {
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[]
  readonly rows: readonly (readonly string[])[]
}

export interface Figure {
  /** Unique on its page; the ids of title and description are made from it. */
  readonly id: string
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
  readonly children: readonly FigureNode[]
  readonly table: ExactTable
}

/** What every builder takes besides its data. */
export interface FigureFrame {
  readonly id: string
  readonly width: number
  readonly title: string
  readonly description: string
}
