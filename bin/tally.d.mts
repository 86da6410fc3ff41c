export interface Tally {
  passed: number
  failures: { name: string; message: string }[]
}

export function addTallies(tallies: readonly Tally[]): Tally
export function readVitest(path: string, code: number): Tally
export function readPlaywright(path: string, code: number): Tally
