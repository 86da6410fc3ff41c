import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Rgb = readonly [number, number, number]
type Tokens = ReadonlyMap<string, Rgb>

const css = readFileSync('app/globals.css', 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')
const themes = { light: readTokens(light), dark: readTokens(dark.slice(0, dark.indexOf('@media'))) }

const STATES = ['done', 'open', 'late', 'missed', 'idle', 'never']

const TEXT_PAIRS = [
  ...['paper', 'well', 'accent-soft', ...STATES.map((state) => `${state}-soft`)].map((ground) => [
    'ink',
    ground,
  ]),
  ...['paper', 'well', ...STATES.map((state) => `${state}-soft`)].map((ground) => ['dim', ground]),
  ...['paper', 'well', 'accent-soft'].map((ground) => ['accent', ground]),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-strong'],
  ...STATES.flatMap((state) => ['paper', 'well', `${state}-soft`].map((ground) => [state, ground])),
]

const DRAWING_PAIRS = [
  ...['edge', 'focus', 'arm-1', 'arm-2'].flatMap((colour) =>
    ['paper', 'well'].map((ground) => [colour, ground]),
  ),
  ['focus', 'accent-soft'],
  ...['paper', 'well', 'late-soft'].map((ground) => ['late-mark', ground]),
]

describe.each(Object.entries(themes))('%s theme', (_name, tokens) => {
  it.each(TEXT_PAIRS)('prints %s on %s at AA for text', (colour = '', ground = '') => {
    expect(contrast(take(tokens, colour), take(tokens, ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(DRAWING_PAIRS)('draws %s on %s at AA for controls and figures', (colour = '', ground = '') => {
    expect(contrast(take(tokens, colour), take(tokens, ground))).toBeGreaterThanOrEqual(3)
  })

  it.each(Object.keys(VISION()))('keeps the arms apart for %s', (vision) => {
    const see = VISION()[vision]
    if (!see) throw new Error(vision)
    const [first, second] = [see(take(tokens, 'arm-1')), see(take(tokens, 'arm-2'))]
    expect(distance(first, second)).toBeGreaterThan(25)
  })
})

it('defines the same colours in both themes', () => {
  expect([...themes.dark.keys()].sort()).toEqual([...themes.light.keys()].sort())
})

function readTokens(text: string): Tokens {
  const pairs = [...text.matchAll(/--([a-z0-9-]+): #([0-9a-f]{6});/g)]
  return new Map(
    pairs.map(([, name = '', hex = '']) => {
      const byte = (at: number) => parseInt(hex.slice(at, at + 2), 16)
      return [name, [byte(0), byte(2), byte(4)]]
    }),
  )
}

function take(tokens: Tokens, name: string): Rgb {
  const colour = tokens.get(name)
  if (!colour) throw new Error(`globals.css has no --${name}`)
  return colour
}

function linear(colour: Rgb): Rgb {
  const [r, g, b] = colour.map((byte) => {
    const share = byte / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return [r ?? 0, g ?? 0, b ?? 0]
}

/** WCAG 2.2 relative luminance and contrast ratio. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = (colour: Rgb) => {
    const [r, g, b] = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

/** Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB. */
function VISION(): Record<string, (colour: Rgb) => Rgb> {
  const through =
    (...m: readonly number[]) =>
    (colour: Rgb): Rgb => {
      const [r, g, b] = linear(colour)
      const row = (at: number) => (m[at] ?? 0) * r + (m[at + 1] ?? 0) * g + (m[at + 2] ?? 0) * b
      return [row(0), row(3), row(6)]
    }
  return {
    trichromats: through(1, 0, 0, 0, 1, 0, 0, 0, 1),
    protanopes: through(
      0.152286,
      1.052583,
      -0.204868,
      0.114503,
      0.786281,
      0.099216,
      -0.003882,
      -0.048116,
      1.051998,
    ),
    deuteranopes: through(
      0.367322,
      0.860646,
      -0.227968,
      0.280085,
      0.672501,
      0.047413,
      -0.01182,
      0.04294,
      0.968881,
    ),
    tritanopes: through(
      1.255528,
      -0.076749,
      -0.178779,
      -0.078411,
      0.930809,
      0.147602,
      0.004733,
      0.691367,
      0.3039,
    ),
  }
}

/** CIE 1976 colour difference of two linear RGB colours. */
function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [lab(one), lab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116)
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
