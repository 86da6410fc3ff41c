import QRCode from 'qrcode'

export interface QrDrawing {
  /** Modules along one side, with the quiet zone around. */
  readonly size: number
  /** The dark modules as one path, a unit each. */
  readonly path: string
}

const QUIET = 4

/** A QR code as a path of an SVG: black runs, row by row. */
export function drawQr(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const runs: string[] = []
  for (let row = 0; row < modules.size; row += 1) {
    let from = -1
    for (let column = 0; column <= modules.size; column += 1) {
      const dark = column < modules.size && modules.get(row, column) === 1
      if (dark && from < 0) from = column
      if (!dark && from >= 0) {
        runs.push(`M${from + QUIET} ${row + QUIET}h${column - from}v1h-${column - from}z`)
        from = -1
      }
    }
  }
  return { size: modules.size + 2 * QUIET, path: runs.join('') }
}
