import { boxOfText, overlaps, type Box } from './marks'
import type { TextNode } from './node'

/**
 * Puts each label at the first of its places that is free and inside the frame; a label with no free place
 * is left out (its number is in the table). Order is priority; what is placed joins `taken`.
 */
export function placeLabels(
  labels: readonly (readonly TextNode[])[],
  frame: Box,
  taken: Box[],
  gap = 1,
): TextNode[] {
  const placed: TextNode[] = []
  for (const places of labels) {
    const free = places.find((place) => {
      const box = boxOfText(place)
      return isInside(box, frame) && !taken.some((other) => overlaps(grow(box, gap), other))
    })
    if (!free) continue
    placed.push(free)
    taken.push(boxOfText(free))
  }
  return placed
}

/**
 * Moves blocks apart along one axis: each keeps its centre where it can, none overlaps, order stays. Blocks
 * that do not fit between `from` and `to` share the room in proportion.
 */
export function spreadBlocks(
  centres: readonly number[],
  sizes: readonly number[],
  from: number,
  to: number,
): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const shrink = Math.min(1, Math.max(0, to - from) / Math.max(total, 1e-9))
  const order = centres
    .map((centre, index) => ({ centre, size: (sizes[index] ?? 0) * shrink, index }))
    .sort((a, b) => a.centre - b.centre || a.index - b.index)
  const result = centres.map(() => 0)
  let floor = from
  let still = total * shrink
  for (const { centre, size, index } of order) {
    const latest = to - still + size / 2
    const place = Math.max(Math.min(Math.max(centre, floor + size / 2), latest), floor + size / 2)
    result[index] = place
    floor = place + size / 2
    still -= size
  }
  return result
}

function grow(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by }
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  )
}
