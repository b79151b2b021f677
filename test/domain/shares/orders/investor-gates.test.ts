import { describe, expect, test } from '@jest/globals'
import { gatesOf } from '../../../../src/domain/offerings/terms/regimes.ts'
import type {
  AcknowledgementFact,
  SuitabilityFacts,
} from '../../../../src/domain/parties/suitability/standing.ts'
import type { WarningCode } from '../../../../src/domain/parties/suitability/suitability.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'
import { passGates, ticketLimit } from '../../../../src/domain/shares/orders/investor-gates.ts'

const GATES = gatesOf('ECSPR_EQUITY')
const NOW = new Date('2025-03-03T09:00:00Z')
const MORNING = new Date('2025-03-03T08:00:00Z')

const NOTHING: SuitabilityFacts = {
  partyId: 'ann',
  tests: [],
  simulations: [],
  sophistication: [],
  acknowledgements: [],
}
const PASSED = { testVersion: '1', missing: [], takenAt: MORNING }
const limited = (acceptedLimit: bigint) => ({
  toolVersion: '1',
  doneOn: '2025-03-03',
  acceptedLimit,
  recordedAt: MORNING,
})
const FIT = { ...NOTHING, tests: [PASSED], simulations: [limited(0n)] }

const agreed = (warning: WarningCode, more: Partial<AcknowledgementFact> = {}): AcknowledgementFact => {
  const order =
    warning === 'largeTicket'
      ? { offeringId: 'offering', amount: 100_001n }
      : { offeringId: null, amount: null }
  return { id: warning, warning, textVersion: 1, acknowledgedAt: MORNING, ...order, ...more }
}

/** What becomes of an order of EUR 1,000.00, or of another amount: its acknowledgements, or the refusal. */
function passed(
  facts: SuitabilityFacts | undefined,
  amount = 100_000n,
  total = amount,
  spent: string[] = [],
) {
  const order = { offeringId: 'offering', orderedAt: NOW, amount, total, facts, spent: new Set(spent) }
  const outcome = passGates(GATES, order)
  return outcome instanceof Refusal ? outcome.code : outcome.acknowledgements
}

function message(facts: SuitabilityFacts | undefined, amount = 100_000n): string {
  const order = {
    offeringId: 'offering',
    orderedAt: NOW,
    amount,
    total: amount,
    facts,
    spent: new Set<string>(),
  }
  const outcome = passGates(GATES, order)
  return outcome instanceof Refusal ? outcome.message : ''
}

test('who has passed the test and made the simulation passes with nothing to acknowledge', () => {
  expect(passed(FIT)).toEqual([])
})

describe('a knowledge test that does not count makes the order wait for the warning, and never blocks it', () => {
  const rest = { simulations: [limited(0n)] }
  const failed = { ...PASSED, missing: ['objectives' as const, 'understanding' as const] }
  const old = { ...PASSED, takenAt: new Date('2023-03-02T22:59:59.999Z') }
  test.each<[string, Partial<SuitabilityFacts>, string]>([
    ['never taken', {}, '(none was taken)'],
    ['not passed', { tests: [failed] }, '(not enough was known of objectives, understanding)'],
    ['passed more than two years ago', { tests: [old] }, '(it counted until 2025-03-02T23:00:00.000Z)'],
  ])('%s', (_name, facts, why) => {
    const known = { ...NOTHING, ...rest, ...facts }
    expect(message(known)).toBe(
      `No knowledge test that was passed counts ${why}: read the warning "riskOfLoss" and acknowledge its version 1, and the order is taken (Art 21(1)-(4), (6) Reg. (EU) 2020/1503).`,
    )
    expect(passed(known)).toBe('KNOWLEDGE_TEST_WARNING')
    expect(passed({ ...known, acknowledgements: [agreed('riskOfLoss')] })).toEqual(['riskOfLoss'])
  })

  test('the acknowledgement of an older version, or one that comes after the order, does not do', () => {
    for (const wrong of [{ textVersion: 0 }, { acknowledgedAt: new Date(NOW.getTime() + 1) }]) {
      const acknowledgements = [agreed('riskOfLoss', wrong)]
      expect(passed({ ...NOTHING, ...rest, acknowledgements })).toBe('KNOWLEDGE_TEST_WARNING')
    }
    expect(
      passed({ ...NOTHING, ...rest, acknowledgements: [agreed('riskOfLoss', { acknowledgedAt: NOW })] }),
    ).toEqual(['riskOfLoss'])
  })
})

test('a simulation that is missing or older than a year makes the order wait for its warning', () => {
  const old = { ...limited(0n), doneOn: '2024-03-02' }
  for (const [simulations, why] of [
    [[], '(none was made)'],
    [[old], '(it counted until 2025-03-02T23:00:00.000Z)'],
  ] as const) {
    const known = { ...FIT, simulations: [...simulations] }
    expect(passed(known)).toBe('LOSS_SIMULATION_WARNING')
    expect(message(known)).toContain(`${why}: read the warning "noSimulation" and acknowledge its version 1`)
    expect(passed({ ...known, acknowledgements: [agreed('noSimulation')] })).toEqual(['noSimulation'])
  }
  expect(passed(undefined)).toBe('KNOWLEDGE_TEST_WARNING')
})

describe('the limit of an order is the higher of EUR 1,000 and 5 % of the net worth', () => {
  test.each([
    ['no simulation', null, 100_000n],
    ['net worth of EUR 10,000', 100_000n, 100_000n],
    ['net worth of EUR 20,000', 200_000n, 100_000n],
    ['net worth of EUR 20,000.20', 200_002n, 100_001n],
    ['net worth of EUR 50,000', 500_000n, 250_000n],
    ['an accepted limit of an odd number of cents', 500_001n, 250_000n],
  ])('%s', (_name, accepted, limit) => {
    const simulation =
      accepted === null ? null : { ...limited(accepted), validUntil: new Date('2026-03-04T23:00:00Z') }
    const standing = { test: null, simulation, requested: null, sophisticated: null }
    expect(ticketLimit(GATES, standing, NOW)).toBe(limit)
    const facts = {
      ...FIT,
      simulations: accepted === null ? [] : [limited(accepted)],
      acknowledgements: [agreed('noSimulation')],
    }
    expect([passed(facts, limit), passed(facts, limit + 1n)]).toEqual([
      accepted === null ? ['noSimulation'] : [],
      'LARGE_TICKET_CONSENT',
    ])
  })

  test('a simulation of more than a year ago raises none', () => {
    const old = { ...limited(10_000_000n), doneOn: '2024-03-02' }
    const facts = { ...FIT, simulations: [old], acknowledgements: [agreed('noSimulation')] }
    expect([passed(facts, 100_000n), passed(facts, 100_001n)]).toEqual([
      ['noSimulation'],
      'LARGE_TICKET_CONSENT',
    ])
  })

  test('the refusal names the sums, the text and its version', () => {
    expect(message(FIT, 100_001n)).toBe(
      'This order of 1000.01 EUR brings what you invest in the offering to 1000.01 EUR, above your limit of 1000.00 EUR: read the warning "largeTicket" and acknowledge its version 1 for this offering and amount (Art 21(7) Reg. (EU) 2020/1503).',
    )
  })

  test('a consent is to one order: of this offering and amount, and not used before', () => {
    const known = (more: Partial<AcknowledgementFact>) => ({
      ...FIT,
      acknowledgements: [agreed('largeTicket', more)],
    })
    expect(passed(known({}), 100_001n)).toEqual(['largeTicket'])
    for (const wrong of [{ offeringId: 'other' }, { amount: 100_002n }, { textVersion: 2 }]) {
      expect(passed(known(wrong), 100_001n)).toBe('LARGE_TICKET_CONSENT')
    }
    expect(passed(known({}), 100_001n, 100_001n, ['largeTicket'])).toBe('LARGE_TICKET_CONSENT')
  })

  test('orders of one party in an offering count together: an investment in parts is one', () => {
    expect(passed(FIT, 60_000n, 100_000n)).toEqual([])
    expect(passed(FIT, 60_000n, 100_001n)).toBe('LARGE_TICKET_CONSENT')
  })
})

const granted = (steppedAt: string) => {
  return {
    ...NOTHING,
    sophistication: [
      { step: 'granted' as const, criteria: [], evidence: null, steppedAt: new Date(steppedAt) },
    ],
  }
}

test('a sophisticated investor passes while his status counts', () => {
  expect(passed(granted('2023-03-02T23:00:00Z'), 900_000n)).toEqual([])
  expect(passed(granted('2023-03-02T22:59:59.999Z'), 900_000n)).toBe('KNOWLEDGE_TEST_WARNING')
})

test('regimes without gates ask for nothing', () => {
  const order = {
    offeringId: 'o',
    orderedAt: NOW,
    amount: 1n,
    total: 10n ** 12n,
    facts: undefined,
    spent: new Set<string>(),
  }
  for (const regime of [null, 'ROYALTY_CONTRACT', 'DONATION', 'REWARD'] as const) {
    expect(passGates(gatesOf(regime), order)).toEqual({ acknowledgements: [], isProtected: true })
  }
})
