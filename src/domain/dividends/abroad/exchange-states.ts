/**
 * A state to whose tax office accounts of its residents are told, from one year of payments to another, both included;
 * `to` null: still.
 */
export type ExchangeStates = { states: readonly string[]; from: number; to: number | null; source: string }

const DIRECTIVE = 'directive 2011/16/UE art. 8 § 3 bis (directive 2014/107/UE)'
const AGREEMENT = 'BOI-ANNX-000469'

/**
 * The states that a source at hand names. The list that decides is that of art. 2 of the arrêté of 9 December 2016 (CGI
 * art. 1649 AC, décret 2016-1683), which changes nearly every year: whoever has it adds its rows. Accounts of residents of
 * a state without a row are not told, and every file says how many they are.
 */
export const EXCHANGE_STATES: readonly ExchangeStates[] = [
  {
    states: [
      ...[
        'BE',
        'BG',
        'CY',
        'CZ',
        'DE',
        'DK',
        'EE',
        'ES',
        'FI',
        'GR',
        'HR',
        'HU',
        'IE',
        'IT',
        'LT',
        'LU',
        'LV',
      ],
      ...['MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
    ],
    from: 2016,
    to: null,
    source: DIRECTIVE,
  },
  { states: ['AT'], from: 2017, to: null, source: `${DIRECTIVE}, art. 2 § 2 of the latter` },
  { states: ['LI', 'SM'], from: 2016, to: null, source: AGREEMENT },
  { states: ['AD', 'CH', 'MC'], from: 2017, to: null, source: AGREEMENT },
]

/**
 * What becomes of what a party was paid: it is told, or why it is not. `held`: it lies on the account of a party that is
 * told until its levies are known.
 */
export type Outcome =
  | 'told'
  | 'held'
  | 'livesInFrance'
  | 'residenceUnknown'
  | 'unitedStates'
  | 'stateNotListed'
  | 'addressUnknown'

/** What is known of a party when it is decided whether it is told. `country` null: it was never declared. */
export type Whereabouts = { country: string | null; town: string | null }

/** Whether a party that lives there is told for a year, or why it is not. A statement has to have a town in it. */
export function outcomeOf({ country, town }: Whereabouts, year: number): Exclude<Outcome, 'held'> {
  if (country === null) return 'residenceUnknown'
  if (country === 'FR') return 'livesInFrance'
  // They are told in a file of their own, under the agreement of 14 November 2013 (FATCA).
  if (country === 'US') return 'unitedStates'
  const listed = EXCHANGE_STATES.some(
    ({ states, from, to }) => states.includes(country) && from <= year && (to === null || year <= to),
  )
  if (!listed) return 'stateNotListed'
  return town === null ? 'addressUnknown' : 'told'
}
