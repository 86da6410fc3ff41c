import { describe, expect, it } from 'vitest'
import QRCode from 'qrcode'
import { drawQr } from '@/components/contacts/qr-path'
import { asHour } from '@/components/contacts/typed'

/** Paints the path's runs onto a grid. */
function paint({ size, path }: { size: number; path: string }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i += 1) grid[Number(y)]?.splice(Number(x) + i, 1, true)
  }
  return grid
}

describe('the code of the card', () => {
  it('is the same grid as the library makes, inside a quiet zone', () => {
    const text = 'https://suivi.example/live/patients/LV-031'
    const drawn = drawQr(text)
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
    const grid = paint(drawn)
    expect(drawn.size).toBe(modules.size + 8)
    const wrong = grid.flatMap((row, y) =>
      row.filter((dark, x) => {
        const inside = x >= 4 && y >= 4 && x < modules.size + 4 && y < modules.size + 4
        return dark !== (inside && modules.get(y - 4, x - 4) === 1)
      }),
    )
    expect(wrong).toEqual([])
  })
})

describe('an hour', () => {
  it('is read however it is typed, and refused by the schema when it is none', () => {
    expect(['18', '１８：００', '9点', ' 7 ', '', null, 'evening'].map(asHour)).toEqual([
      18,
      18,
      9,
      7,
      null,
      null,
      'evening',
    ])
  })
})
