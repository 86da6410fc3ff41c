import type { TextSpan } from './node'

/** Advances of Noto Sans SC Regular, thousandths of an em, U+0020 to U+007E (read from the font's hmtx). */
const ADVANCES: readonly number[] = [
  224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555,
  555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293,
  535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555,
  559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468,
  377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
]

const OTHERS: Readonly<Record<string, number>> = {
  '\u00a0': 224,
  '\u2009': 200,
  '\u202f': 200,
  '−': 555,
  '–': 536,
  '²': 411,
  '°': 370,
  χ: 536,
  μ: 628,
  é: 554,
}

/** Bold is up to a tenth wider; a label must never be wider than we think. */
export const BOLD = 1.08

/** Width in the units of `size`; what is not in the tables counts one em, as every Chinese sign does. */
export function measureText(text: string, size: number, bold = false): number {
  let em = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    em += ADVANCES[code - 32] ?? OTHERS[sign] ?? (isCombining(code) ? 0 : 1000)
  }
  return (em / 1000) * size * (bold ? BOLD : 1)
}

export function measureSpans(spans: readonly TextSpan[], size: number, bold = false): number {
  return spans.reduce((sum, span) => sum + measureText(span.text, size, bold), 0)
}

/** Cuts a text to a width, with an ellipsis when something was cut; empty when not one sign fits. */
export function fitText(text: string, size: number, width: number, bold = false): string {
  if (measureText(text, size, bold) <= width) return text
  const signs = [...text]
  while (signs.length > 0 && measureText(`${signs.join('')}…`, size, bold) > width) signs.pop()
  return signs.length === 0 ? '' : `${signs.join('').trimEnd()}…`
}

const PIECES = /[\u0021-\u024f\u2009\u2010-\u2027\u2030-\u205e\u2212]+[年月周天日]?[，。；：、）」]*|\s+|./gu

/**
 * Breaks a text into lines of a width: between words and between any two Chinese signs, inside a word only
 * when it is wider than the line. What is beyond `most` lines is cut with an ellipsis.
 */
export function wrapText(text: string, size: number, width: number, most = Infinity): string[] {
  const isWide = (piece: string) => measureText(piece, size) > width
  const pieces = (text.match(PIECES) ?? []).flatMap((piece) => (isWide(piece) ? [...piece] : [piece]))
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line.trim() !== '' && isWide(line + piece.trimEnd())) {
      lines.push(line.trim())
      line = piece.trimStart()
    } else line += piece
  }
  if (line.trim() !== '') lines.push(line.trim())
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), fitText(lines.slice(most - 1).join(' '), size, width)]
}

function isCombining(code: number): boolean {
  return code === 0x200b || code === 0xfeff || (code >= 0x300 && code <= 0x36f)
}
