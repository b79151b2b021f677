import fc from 'fast-check'
import { checkContract } from '../../../src/domain/offerings/terms/check-contract.ts'
import type {
  ContractTerms,
  Recipient,
  Threshold,
  Tier,
} from '../../../src/domain/offerings/terms/contract-terms.ts'
import { DAY_COUNTS } from '../../../src/domain/time/day-count.ts'
import { CONTRACT } from '../../support/world.ts'

/** The classes of a random project, and the recipients and categories its contract may name. */
export const CLASSES = ['parts', 'units']
const RECIPIENTS: Recipient[] = ['class:parts', 'class:units', 'issuer', 'platform', 'partner:label']
export const CATEGORIES = ['film', 'music']

type Split = Tier['split']

/** Thirds, sevenths and so on, which leave fractions of a cent. */
const split = fc
  .tuple(
    fc.subarray(RECIPIENTS, { minLength: 1 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([to, weights]): Split => {
    const all = to.reduce((total, _, index) => total + (weights[index] ?? 1), 0)
    return to.map((recipient, index) => ({ to: recipient, ratio: `${weights[index]}/${all}` }))
  })

const ratio = fc.constantFrom('0.07', '2/9', '1/3', '0.5', '13/17')
const classCode = fc.constantFrom(...CLASSES)
const day = fc.constantFrom('2025-01-15', '2025-03-31', '2025-05-01', '2025-06-30')

const asking: fc.Arbitrary<Partial<Tier>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ takes: ratio }) },
  { weight: 2, arbitrary: fc.record({ takes: ratio, of: fc.constantFrom('source', 'turnover', 'left') }) },
  fc.record({ perReport: fc.constantFrom('1.50', '0.333', '1/3') }),
  fc.record({ perUnit: fc.constantFrom('0.10', '0.015', '1/7') }),
)

const interest: fc.Arbitrary<Threshold> = fc.record({
  interest: fc.record(
    {
      class: classCode,
      rate: fc.constantFrom('0.08', '0.6', '1/7'),
      dayCount: fc.constantFrom(...DAY_COUNTS),
      from: fc.constantFrom('2023-12-31', '2024-02-29', '2025-01-31', '2025-04-10'),
      compounds: fc.constantFrom('never', 'yearly', 'quarterly', 'monthly'),
      repaidBy: fc.constant('Tier 0'),
    },
    { requiredKeys: ['class', 'rate', 'dayCount', 'from', 'compounds'] },
  ),
})

const threshold: fc.Arbitrary<Threshold> = fc.oneof(
  fc.record({ amount: fc.constantFrom('3.00', '17.50', '100/3') }),
  fc.record({ raised: fc.record({ class: classCode, times: fc.constantFrom('0.05', '1/7', '0.5') }) }),
  interest,
  fc.record({
    catchUp: fc.record({
      to: fc.constantFrom(...RECIPIENTS),
      ratio: fc.constantFrom('0.05', '1/5', '1/3'),
      with: fc.constantFrom<string[]>(['Tier 0'], ['Tier 0', 'Tier 1'], ['Tier 1']),
    }),
  }),
)

type Draft = { tier: Partial<Tier> & { split: Split }; upTo: Threshold | undefined; counts: number }

const draft: fc.Arbitrary<Draft> = fc.record({
  tier: fc
    .tuple(
      split,
      asking,
      fc.record(
        {
          categories: fc.subarray(CATEGORIES, { minLength: 1 }),
          from: day,
          until: day,
          accrue: fc.boolean(),
          group: fc.constantFrom('a', 'b'),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([paid, asks, where]) => ({ split: paid, ...asks, ...where })),
  upTo: fc.option(threshold, { nil: undefined, freq: 3 }),
  counts: fc.nat({ max: 3 }),
})

/** A threshold counts its tier, or one of those the tier pays. */
function tierOf({ tier, upTo, counts }: Draft, index: number): Tier {
  const counted = tier.split[counts]?.to
  const limited = upTo && { upTo: { ...upTo, ...(counted && { counts: counted }) } }
  return { name: `Tier ${index}`, ...tier, ...limited }
}

/** A group must share one till: its later tiers take categories and term of its first. */
function alike(tiers: readonly Tier[]): Tier[] {
  return tiers.map((tier, index) => {
    const first = tiers.slice(0, index).find(each => each.group !== undefined && each.group === tier.group)
    if (first === undefined) return tier
    const { categories: _categories, from: _from, until: _until, ...rest } = tier
    const { categories, from, until } = first
    return { ...rest, ...(categories && { categories }), ...(from && { from }), ...(until && { until }) }
  })
}

const cap = fc.record({ class: classCode, times: fc.constantFrom('1/20', '0.1', '1/3', '1') })

/** Contracts of every kind that pass the static checks; the partner's party is to be filled in. */
export const contract: fc.Arbitrary<ContractTerms> = fc
  .record({
    drafts: fc.array(draft, { maxLength: 4 }),
    last: split,
    caps: fc.option(fc.uniqueArray(cap, { maxLength: 2, selector: each => each.class }), {
      nil: undefined,
      freq: 2,
    }),
    weights: fc.option(
      fc.record({
        by: fc.constantFrom('recordDate', 'shareDays'),
        minimumDays: fc.constantFrom(0, 1, 20, 75),
      }),
      { nil: undefined, freq: 2 },
    ),
    rounding: fc.constantFrom('carry', 'carry', 'carry', 'largestRemainder', 'firstListed', 'toReserve'),
    unsold: fc.constantFrom('raisesSold', 'toIssuer'),
    recordDate: fc.constantFrom('periodEnd', 'approvalDay'),
    collectedBy: fc.constantFrom('clientsAccount', 'platform', 'issuer'),
  })
  .map(({ drafts, last, caps, weights, ...rest }): ContractTerms => {
    const capped = (to: Recipient) => caps?.some(each => to === `class:${each.class}`) === true
    const free = last.some(({ to }) => capped(to)) ? [{ to: 'issuer' as const, ratio: '1' }] : last
    return {
      ...CONTRACT,
      ...rest,
      ...(caps && { caps }),
      ...(weights && { weights }),
      partners: [{ code: 'label', name: 'Label', partyId: '' }],
      tiers: [...alike(drafts.map(tierOf)), { name: 'Rest', split: free }],
    }
  })
  .filter(passes)

function passes(terms: ContractTerms): boolean {
  try {
    checkContract(terms, CLASSES)
    return true
  } catch {
    return false
  }
}
