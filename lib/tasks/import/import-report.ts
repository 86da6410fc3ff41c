import { Problem, type FieldIssue } from '@/lib/problem'

const REPORTED_AT_MOST = 200
const SHOWN_OF_A_CELL = 40

/** Collects what is wrong with a file, each by sheet, row and column; the file is refused once, with all of it. */
export class ImportIssues {
  readonly #fields: FieldIssue[] = []

  /** Something about the sheet as a whole: a column it lacks. */
  sheet(sheet: string, column: string, code: string): void {
    this.#fields.push({ field: `${sheet}: ${column}`, code })
  }

  cell(sheet: string, row: number, column: string, code: string, value?: string): void {
    this.#fields.push({
      field: placeCell(sheet, row, column),
      code,
      ...(value === undefined ? {} : { params: { value: value.slice(0, SHOWN_OF_A_CELL) } }),
    })
  }

  /** @throws Problem `invalid` when anything was reported */
  refuse(): void {
    if (this.#fields.length > 0) {
      throw new Problem('invalid', { fields: this.#fields.slice(0, REPORTED_AT_MOST) })
    }
  }
}

export function placeCell(sheet: string, row: number, column: string): string {
  return `${sheet}: row ${row}, ${column}`
}

/** What a record function refused while one row was written, with the row's place before each field. */
export function atRow(error: unknown, sheet: string, row: number, code: string): unknown {
  if (!(error instanceof Problem)) return error
  const fields = error.fields.length > 0 ? error.fields : [{ field: code, code: error.reason ?? error.code }]
  return new Problem('invalid', {
    fields: fields.map((one) => ({ ...one, field: placeCell(sheet, row, `${code}: ${one.field}`) })),
  })
}
