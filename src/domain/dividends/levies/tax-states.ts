/**
 * What a source says about states from one day to another, both included. A list of uncooperative states (CGI
 * 238-0 A, set by an arrêté) is two rows: the states on it, and `others`, that is all it does not name.
 */
export type TaxStates = {
  states: readonly string[] | 'others'
  cooperative: boolean
  from: string
  to: string | null
  source: string
}

/**
 * The operator keeps this list: a row before another decides over it. No arrêté was at hand, so but for one state
 * nothing is known, and what is due to residents of a state that nothing is known of is held. The article has the list
 * brought up to date once a year at least: whoever enters it says how long it stands.
 */
export const TAX_STATES: readonly TaxStates[] = [
  {
    states: ['DE'],
    cooperative: true,
    from: '2026-01-01',
    to: '2026-12-31',
    source: 'worked example of a dividend to a resident of Germany on 30 June 2026: 12.8 %, not 75 %',
  },
]

/** Codes of their own for parts of France. Who is taxed there how, no source at hand says. */
const PARTS_OF_FRANCE = ['BL', 'GF', 'GP', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'TF', 'WF', 'YT']

/** Whether a state other than France was cooperative on a day; null when nothing is known of it. */
export function isCooperative(country: string, day: string, known: readonly TaxStates[]): boolean | null {
  if (PARTS_OF_FRANCE.includes(country)) return null
  const row = known.find(
    ({ states, from, to }) =>
      (states === 'others' || states.includes(country)) && from <= day && (to === null || day <= to),
  )
  return row?.cooperative ?? null
}
