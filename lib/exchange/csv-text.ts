/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front, and so does text that already begins
 * with one; restoreText takes exactly that apostrophe off again. Numbers are never touched.
 */
const RISKY = /^(?:[\t\r\n]|[\s\u0000-\u001f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u

export function neutraliseText(text: string): string {
  return text.startsWith("'") || isRisky(text) ? `'${text}` : text
}

/** Would a spreadsheet that reads the text as typed take it for a formula? */
export function isRisky(text: string): boolean {
  return RISKY.test(text)
}

export function restoreText(cell: string): string {
  const rest = cell.slice(1)
  return cell.startsWith("'") && (rest.startsWith("'") || RISKY.test(rest)) ? rest : cell
}
