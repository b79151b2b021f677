import { describe, expect, test } from '@jest/globals'
import { LOSS_VECTORS, lossLimit } from '../../../../src/domain/parties/suitability/loss-simulation.ts'
import {
  counts,
  type SophisticationFact,
  type SuitabilityFacts,
  standingAt,
} from '../../../../src/domain/parties/suitability/standing.ts'
import { RISK_OF_LOSS, WARNINGS } from '../../../../src/domain/parties/suitability/warnings.ts'

const NOTHING: SuitabilityFacts = {
  partyId: 'ann',
  tests: [],
  simulations: [],
  sophistication: [],
  acknowledgements: [],
}

const justBefore = (instant: string) => new Date(new Date(instant).getTime() - 1)

describe('a knowledge test counts until the end in Paris of the same day two years later', () => {
  test.each([
    ['taken in winter', '2025-01-10T12:00:00Z', '2027-01-10T23:00:00Z'],
    [
      'taken in the last millisecond of 29 March, before the clocks change',
      '2025-03-29T22:59:59.999Z',
      '2027-03-29T22:00:00Z',
    ],
    ['taken in the first one of 30 March, a day of 23 hours', '2025-03-29T23:00:00Z', '2027-03-30T22:00:00Z'],
    ['taken in the last one of 25 October', '2025-10-25T21:59:59.999Z', '2027-10-25T22:00:00Z'],
    [
      'taken in the last one of 26 October, a day of 25 hours',
      '2025-10-26T22:59:59.999Z',
      '2027-10-26T22:00:00Z',
    ],
    ['ending on a day of 23 hours', '2024-03-30T12:00:00Z', '2026-03-30T22:00:00Z'],
    ['ending on the day of 25 hours', '2023-10-26T12:00:00Z', '2025-10-26T23:00:00Z'],
    ['taken on 29 February', '2024-02-29T12:00:00Z', '2026-02-28T23:00:00Z'],
  ])('%s', (_name, takenAt, until) => {
    const facts = { ...NOTHING, tests: [{ testVersion: '1', missing: [], takenAt: new Date(takenAt) }] }
    const standing = standingAt(facts, new Date(until))
    expect(standing.test).toMatchObject({ passed: true, validUntil: new Date(until) })
    expect([counts(standing.test, justBefore(until)), counts(standing.test, new Date(until))]).toEqual([
      true,
      false,
    ])
    expect(standingAt(facts, justBefore(takenAt)).test).toBeNull()
  })
})

describe('a simulation counts until the end in Paris of the same day a year later', () => {
  test.each([
    ['made the day before the clocks change to summer', '2025-03-29', '2026-03-29T22:00:00Z'],
    ['made the day they change', '2025-03-30', '2026-03-30T22:00:00Z'],
    ['ending the day before they change', '2024-03-29', '2025-03-29T23:00:00Z'],
    ['ending the day they change', '2024-03-30', '2025-03-30T22:00:00Z'],
    ['ending the day before they change to winter', '2024-10-25', '2025-10-25T22:00:00Z'],
    ['ending the day they do', '2024-10-26', '2025-10-26T23:00:00Z'],
    ['made on 29 February', '2024-02-29', '2025-02-28T23:00:00Z'],
  ])('%s', (_name, doneOn, until) => {
    const made = { toolVersion: '1', doneOn, acceptedLimit: 1n, recordedAt: new Date(`${doneOn}T12:00:00Z`) }
    const { simulation } = standingAt({ ...NOTHING, simulations: [made] }, new Date(until))
    expect([counts(simulation, justBefore(until)), counts(simulation, new Date(until))]).toEqual([
      true,
      false,
    ])
    expect(simulation).toMatchObject({ validUntil: new Date(until) })
  })
})

test('the latest test replaces one that was passed before', () => {
  const tests = [
    { testVersion: '1', missing: [], takenAt: new Date('2025-01-01T12:00:00Z') },
    { testVersion: '2', missing: ['understanding' as const], takenAt: new Date('2025-02-01T12:00:00Z') },
  ]
  const at = (instant: string) => standingAt({ ...NOTHING, tests }, new Date(instant)).test?.passed
  expect([at('2025-02-01T11:59:59.999Z'), at('2025-02-01T12:00:00Z')]).toEqual([true, false])
})

test('a sophisticated investor is one from the grant for two years, asks again without losing it, and until it is taken', () => {
  const step = (what: SophisticationFact['step'], steppedAt: string): SophisticationFact => {
    return { step: what, criteria: [], evidence: null, steppedAt: new Date(steppedAt) }
  }
  const sophistication = [
    step('requested', '2025-01-01T12:00:00Z'),
    step('granted', '2025-01-02T12:00:00Z'),
    step('requested', '2025-06-01T12:00:00Z'),
    step('revoked', '2025-07-01T12:00:00Z'),
  ]
  const at = (instant: string, steps = sophistication) => {
    const standing = standingAt({ ...NOTHING, sophistication: steps }, new Date(instant))
    return [standing.requested !== null, counts(standing.sophisticated, new Date(instant))]
  }
  expect(at('2025-01-02T11:59:59.999Z')).toEqual([true, false])
  expect(at('2025-01-02T12:00:00Z')).toEqual([false, true])
  expect(at('2025-06-01T12:00:00Z')).toEqual([true, true])
  expect(at('2025-07-01T12:00:00Z')).toEqual([false, false])
  const granted = sophistication.slice(0, 2)
  expect(at('2027-01-02T22:59:59.999Z', granted)).toEqual([false, true])
  expect(at('2027-01-02T23:00:00Z', granted)).toEqual([false, false])
})

test('the limit is a tenth of the net worth in cents, rounded down and never below zero', () => {
  expect(LOSS_VECTORS.map(({ limit }) => limit)).toEqual([100_000n, 500_000n, 220_001n, 0n, 0n, 0n])
  expect(lossLimit({ netIncome: 10n, liquidAssets: 0n, commitments: 0n })).toBe(1n)
})

test('the warnings of risk hold the sentence of the law, word for word', () => {
  expect(RISK_OF_LOSS).toBe(
    'An investment in a crowdfunding project includes the risk of losing the entirety of the money invested.',
  )
  for (const warning of ['riskOfLoss', 'largeTicket'] as const) {
    expect(WARNINGS[warning].text.en).toContain(RISK_OF_LOSS)
  }
})
