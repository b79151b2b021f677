import { exact, parseRatio, round } from '../../money/fraction.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import type { Gates } from '../../offerings/terms/regimes.ts'
import { SIMULATED_RATIO } from '../../parties/suitability/loss-simulation.ts'
import {
  type AcknowledgementFact,
  counts,
  type Standing,
  type SuitabilityFacts,
  standingAt,
} from '../../parties/suitability/standing.ts'
import type { WarningCode } from '../../parties/suitability/suitability.ts'
import { WARNINGS } from '../../parties/suitability/warnings.ts'
import type { Refusal } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

/**
 * What the gates ask about an order. `amount`: what is owed for it; `total`: with the party's other orders in the offering
 * that have not ended, both in cents. `spent`: the acknowledgements that orders have used.
 */
export type GatedOrder = {
  offeringId: string
  orderedAt: Date
  amount: bigint
  total: bigint
  facts: SuitabilityFacts | undefined
  spent: ReadonlySet<string>
}

/** By which acknowledgements an order passed, and whether the gates protect its investor. */
export type Passed = { acknowledgements: string[]; isProtected: boolean }

/**
 * The gates of an investor: Art 21(1) to (6) and Art 21(7) of Regulation (EU) 2020/1503. A test or simulation that is missing, insufficient or too
 * old never blocks (Art 21(4), (6)): it makes the order wait until its warning is acknowledged. A sophisticated investor
 * passes. Refuses KNOWLEDGE_TEST_WARNING, LOSS_SIMULATION_WARNING, LARGE_TICKET_CONSENT.
 */
export function passGates(gates: Gates, order: GatedOrder): Passed | Refusal {
  const { facts, orderedAt } = order
  const standing = facts === undefined ? UNKNOWN : standingAt(facts, orderedAt)
  if (counts(standing.sophisticated, orderedAt)) return { acknowledgements: [], isProtected: false }
  const used: string[] = []
  for (const [warning, refusal] of warningsFor(gates, standing, order)) {
    const found = acknowledged(warning, order)
    if (found === undefined) return refusal
    used.push(found.id)
  }
  return { acknowledgements: used, isProtected: true }
}

const UNKNOWN: Standing = { test: null, simulation: null, requested: null, sophisticated: null }

/** The warnings that must have been acknowledged, each with what is said where it was not. */
function warningsFor(gates: Gates, standing: Standing, order: GatedOrder): [WarningCode, Refusal][] {
  const { test, simulation } = standing
  const { orderedAt } = order
  const warnings: [WarningCode, Refusal][] = []
  if (gates.knowledgeTest && !(test?.passed && counts(test, orderedAt))) {
    const { article } = gates.knowledgeTest
    const facts = { why: whyNoTest(test), article, ...named('riskOfLoss') }
    warnings.push(['riskOfLoss', refuse.KNOWLEDGE_TEST_WARNING(facts)])
  }
  if (gates.lossSimulation && !counts(simulation, orderedAt)) {
    const why = simulation === null ? 'none was made' : `it counted until ${iso(simulation.validUntil)}`
    const facts = { why, article: gates.lossSimulation.article, ...named('noSimulation') }
    warnings.push(['noSimulation', refuse.LOSS_SIMULATION_WARNING(facts)])
  }
  const limit = ticketLimit(gates, standing, orderedAt)
  if (gates.largeTicket && limit !== null && order.total > limit) {
    const [amount, total, most] = [order.amount, order.total, limit].map(each => formatAmount(each, 'EUR'))
    const sums = { amount: amount ?? '', total: total ?? '', limit: most ?? '' }
    const text = { warning: 'largeTicket', version: String(WARNINGS.largeTicket.version) }
    const facts = { ...sums, ...text, article: gates.largeTicket.article }
    warnings.push(['largeTicket', refuse.LARGE_TICKET_CONSENT(facts)])
  }
  return warnings
}

const named = (warning: WarningCode) => ({ warning, version: WARNINGS[warning].version })
const iso = (instant: Date) => instant.toISOString()

function whyNoTest(test: Standing['test']): string {
  if (test === null) return 'none was taken'
  if (!test.passed) return `not enough was known of ${test.missing.join(', ')}`
  return `it counted until ${iso(test.validUntil)}`
}

/**
 * What may be invested in one offering without consent, in cents; null: any amount. The simulation answers a tenth of the
 * net worth, of which the part asked for is worked out; without one the floor is all that is known.
 */
export function ticketLimit(gates: Gates, { simulation }: Standing, at: Date): bigint | null {
  if (!gates.largeTicket) return null
  const { floorEur, netWorthRatio } = gates.largeTicket.parameters
  const floor = parseAmount(floorEur, 'EUR')
  if (simulation === null || !counts(simulation, at)) return floor
  const part = exact(simulation.acceptedLimit).mul(parseRatio(netWorthRatio)).div(parseRatio(SIMULATED_RATIO))
  const limit = round(part, 'down')
  return limit > floor ? limit : floor
}

/** The latest acknowledgement of a text as it is in force; where it is about one order, of this one and not used before. */
function acknowledged(warning: WarningCode, order: GatedOrder): AcknowledgementFact | undefined {
  const { version, forOrder } = WARNINGS[warning]
  return order.facts?.acknowledgements.findLast(
    fact =>
      fact.warning === warning &&
      fact.textVersion === version &&
      fact.acknowledgedAt <= order.orderedAt &&
      (!forOrder ||
        (fact.offeringId === order.offeringId && fact.amount === order.amount && !order.spent.has(fact.id))),
  )
}
