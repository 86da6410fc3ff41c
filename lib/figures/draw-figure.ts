import { drawBox, type BoxInput } from './box'
import { drawFlow, type FlowInput } from './flow'
import { drawMeans, type MeansInput } from './means'
import type { Figure, FigureFrame } from './node'
import { drawProportionDots, type ProportionDotsInput } from './proportion-dots'
import { drawProportionStack, type ProportionStackInput } from './proportion-stack'
import { drawTimeline } from './timeline'
import type { CourseInput } from './timeline-input'
import type { FigureWords } from './words'

/** A figure before it knows its width: plain data that a page can hand to the browser. */
export type FigureSpec =
  | { readonly kind: 'timeline'; readonly input: CourseInput }
  | { readonly kind: 'means'; readonly input: MeansInput }
  | { readonly kind: 'box'; readonly input: BoxInput }
  | { readonly kind: 'proportion-dots'; readonly input: ProportionDotsInput }
  | { readonly kind: 'proportion-stack'; readonly input: ProportionStackInput }
  | { readonly kind: 'flow'; readonly input: FlowInput }

export function drawFigure(spec: FigureSpec, frame: FigureFrame, words: FigureWords): Figure {
  switch (spec.kind) {
    case 'timeline':
      return drawTimeline(spec.input, frame, words)
    case 'means':
      return drawMeans(spec.input, frame, words)
    case 'box':
      return drawBox(spec.input, frame, words)
    case 'proportion-dots':
      return drawProportionDots(spec.input, frame, words)
    case 'proportion-stack':
      return drawProportionStack(spec.input, frame, words)
    case 'flow':
      return drawFlow(spec.input, frame, words)
  }
}
