import fc from 'fast-check'
import type { Column, Dataset, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { MISSING_REASONS, type Missing } from '@/lib/codebook/item'

const reason: fc.Arbitrary<Missing> = fc.constantFrom(...MISSING_REASONS).map((missing) => ({ missing }))
const nothing = fc.constantFrom(undefined, null)

/** A quarter of the cells are missing, half of them with a reason. */
function withMissing<T>(value: fc.Arbitrary<T>) {
  return fc.oneof(
    { weight: 6, arbitrary: value },
    { weight: 1, arbitrary: reason },
    { weight: 1, arbitrary: nothing },
  )
}

/** Numbers that every program of ours can hold: Stata's end at 2^1023. */
const number = fc.oneof(
  fc.double({ noNaN: true, min: -8.98e307, max: 8.98e307 }),
  fc.integer({ min: -200, max: 300 }),
  fc.constantFrom(
    -0,
    5e-324,
    2.2250738585072014e-308,
    8.98e307,
    -1.7e308,
    2 ** 53 - 1,
    0.1,
    -99,
    -100,
    151,
    152,
  ),
)
const missingCode = fc.constantFrom(-9991, -9992, -9994, -9992.5)

const date = fc
  .integer({ min: 0, max: 109_573 })
  .map((day) => new Date(Date.UTC(1900, 0, 1) + day * 86_400_000).toISOString().slice(0, 10))
const partial = fc.tuple(date, fc.constantFrom(4, 7)).map(([full, length]) => full.slice(0, length))

const HARD = ['腰椎', '👩‍⚕️', '𠮷', '"', "'", ',', '\n', '\r\n', '\t', '=1', ' ', '-9991', 'é', 'x', '<&>']
/** Without spaces at its end, which SPSS cannot keep, and without NUL, which the registry cannot hold. */
const text = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom(...HARD), { maxLength: 8 }).map((parts) => parts.join('')),
    },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('腰', 'a', 'é', '😀'), fc.integer({ min: 60, max: 2000 }))
        .map(([unit, bytes]) => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)))),
    },
  )
  .map((value) => value.replaceAll('\0', '').replace(/ +$/, ''))

const label = fc.record({
  zh: fc.string({ unit: fc.constantFrom('腰', '椎', 'a', '（', '😀'), minLength: 1, maxLength: 80 }),
  en: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 80 }).map((text) => `${text}.`),
})

const codes = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40_000 })), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((list) =>
    fc.tuple(...list.map((code) => label.map((one) => ({ code, key: `k${code}`, label: one })))),
  )

function column(name: string, rows: number, number: fc.Arbitrary<number>): fc.Arbitrary<Column> {
  const variable = fc.record({
    label,
    measure: fc.constantFrom('nominal', 'ordinal', 'scale'),
    asked: fc.boolean(),
    decimals: fc.option(fc.integer({ min: 0, max: 20 })),
    unit: fc.option(fc.constantFrom('mL', '%', 'g/cm²')),
  })
  const list = <T>(cell: fc.Arbitrary<T>) => fc.array(withMissing(cell), { minLength: rows, maxLength: rows })
  return fc
    .tuple(variable, fc.constantFrom('number', 'taken', 'code', 'date', 'partial', 'text', 'text'), codes)
    .chain(([{ asked, decimals, unit, ...rest }, kind, choices]): fc.Arbitrary<Column> => {
      const made: Variable = {
        name,
        ...rest,
        ...(asked ? { origin: { instrument: 'a', version: 1, item: name } } : {}),
        ...(decimals === null ? {} : { decimals }),
        ...(unit === null ? {} : { unit }),
      }
      switch (kind) {
        case 'code':
          return list(fc.constantFrom(...choices.map(({ code }) => code))).map((cells) =>
            codeColumn({ ...made, codes: choices }, cells),
          )
        case 'date':
          return list(date).map((cells) => textColumn(made, cells, 'date'))
        case 'partial':
          return list(fc.oneof(date, partial)).map((cells) => textColumn(made, cells, 'date'))
        case 'text':
          return list(text).map((cells) => textColumn(made, cells))
        case 'taken':
          return list(fc.oneof(number, missingCode)).map((cells) => numberColumn(made, cells))
        default:
          return list(number).map((cells) => numberColumn(made, cells))
      }
    })
}

// No word of SPSS or Stata begins with q.
const names = fc.uniqueArray(fc.stringMatching(/^q[a-z0-9]{0,8}(_[a-z0-9]{1,8})?$/), {
  minLength: 1,
  maxLength: 9,
})

function makeDataset(number: fc.Arbitrary<number>): fc.Arbitrary<Dataset> {
  return fc.tuple(names, fc.integer({ min: 0, max: 12 })).chain(([list, rows]) =>
    fc.tuple(...list.map((name) => column(name, rows, number))).map((columns): Dataset => {
      const key = textColumn(
        { name: 'patient_key', label: { zh: '患者', en: 'Patient' }, measure: 'nominal' },
        Array.from({ length: rows }, (_, row) => `LV-${row}`),
      )
      return { grain: 'patient', rows, keys: [key], columns }
    }),
  )
}

/** A data set of every kind of column, value and missing value; names fit every program. */
export const randomDataset = makeDataset(number)

/** The same within what SAS can hold: 16^-65 to 16^63. */
export const randomSasDataset = makeDataset(
  number.map((value) => {
    const size = Math.abs(value)
    return size !== 0 && (size < 16 ** -65 || size >= 16 ** 63) ? Math.sign(value) * 1.5e-78 : value
  }),
)
