/** What a figure writes by itself, in the reader's language; everything else comes with its data. */
export interface FigureWords {
  /** Between two parts of a label: "，" or ", ". */
  readonly comma: string
  readonly lowerIsBetter: string
  readonly higherIsBetter: string
  readonly noData: string
  readonly visit: string
  readonly day: string
  readonly state: string
  readonly event: string
  readonly today: string
  readonly unscheduled: string
  readonly threshold: string
  readonly group: string
  readonly n: string
  readonly mean: string
  readonly low: string
  readonly high: string
  readonly median: string
  readonly lowerQuartile: string
  readonly upperQuartile: string
  readonly whiskers: string
  readonly points: string
  readonly proportion: string
  readonly count: string
  readonly answer: string
  readonly stage: string
  readonly parts: string
  /** "The axis starts at {value}". */
  readonly axisFrom: (value: string) => string
}

/** A translator of the `figures` and `timeline` messages, e.g. next-intl's. */
export type Say = (key: string, params?: Record<string, string | number>) => string

export function figureWords(say: Say): FigureWords {
  const word = (key: string) => say(`figures.${key}`)
  return {
    comma: word('comma'),
    lowerIsBetter: word('lowerIsBetter'),
    higherIsBetter: word('higherIsBetter'),
    noData: word('noData'),
    visit: word('visit'),
    day: word('day'),
    state: word('state'),
    event: word('event'),
    today: word('today'),
    unscheduled: word('unscheduled'),
    threshold: word('threshold'),
    group: word('group'),
    n: word('n'),
    mean: word('mean'),
    low: word('low'),
    high: word('high'),
    median: word('median'),
    lowerQuartile: word('lowerQuartile'),
    upperQuartile: word('upperQuartile'),
    whiskers: word('whiskers'),
    points: word('points'),
    proportion: word('proportion'),
    count: word('count'),
    answer: word('answer'),
    stage: word('stage'),
    parts: word('parts'),
    axisFrom: (value) => say('figures.axisFrom', { value }),
  }
}
