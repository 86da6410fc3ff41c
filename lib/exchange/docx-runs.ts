/** Text as Word writes it: statistics in italics, digits behind quartiles lowered, nothing that XML forbids. */
import { TextRun } from 'docx'

export interface Piece {
  readonly text: string
  readonly italics?: boolean
  readonly subScript?: boolean
}

interface Look {
  /** Half-points. */
  readonly size?: number
  readonly bold?: boolean
}

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

const WORD = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{N}\u0304+\-−/’'_]`
const ALONE = (symbols: string) => `(?<!${WORD}|− )(?:${symbols})(?!${WORD}| −)`

/** In a cell, where a label may be a letter too: only what stands as these symbols are written. */
const IN_CELL = new RegExp(
  String.raw`x\u0304|(?<=±[ \u00a0])s(?!${WORD})|${ALONE('M')}(?=[ \u00a0]\(Q1)|Q(?=[13](?!\p{N}))|(?<=Q)[13]|${ALONE('n')}(?=[ \u00a0](?:=|\())`,
  'gu',
)
/** In sentences. */
const IN_PROSE = new RegExp(
  String.raw`x\u0304|${ALONE('t′|t|χ²|[ZFHUMPnrsz]')}|Q(?=[13](?!\p{N}))|(?<=Q)[13]`,
  'gu',
)

/** The pieces of a text, set in italics where they are symbols of statistics. */
export function splitText(text: string, within: 'cell' | 'prose'): Piece[] {
  const clean = text.replaceAll(FORBIDDEN, '\ufffd').replaceAll(/[\t\r\n]+/g, ' ')
  const pieces: Piece[] = []
  let from = 0
  for (const match of clean.matchAll(within === 'cell' ? IN_CELL : IN_PROSE)) {
    if (match.index > from) pieces.push({ text: clean.slice(from, match.index) })
    pieces.push({ text: match[0], ...(/\d/.test(match[0]) ? { subScript: true } : { italics: true }) })
    from = match.index + match[0].length
  }
  if (from < clean.length) pieces.push({ text: clean.slice(from) })
  return pieces
}

/** The runs of a text. */
export function writeRuns(text: string, within: 'cell' | 'prose', look: Look = {}): TextRun[] {
  return splitText(text, within).map((piece) => new TextRun({ ...piece, ...look }))
}
