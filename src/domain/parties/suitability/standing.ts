import type { Criterion, TestArea, WarningCode } from './suitability.ts'
import { endsAfter, endsAfterInstant, SIMULATION_YEARS, SOPHISTICATED_YEARS, TEST_YEARS } from './validity.ts'

/** A knowledge test: nothing missing means that it was passed. */
export type TestFact = { testVersion: string; missing: TestArea[]; takenAt: Date }
/** A simulation: its day in the platform's zone, and what was accepted as a tenth of the net worth, in cents. */
export type SimulationFact = { toolVersion: string; doneOn: string; acceptedLimit: bigint; recordedAt: Date }
/** A step towards or from the status of a sophisticated investor. */
export type SophisticationFact = {
  step: 'requested' | 'granted' | 'revoked'
  criteria: Criterion[]
  evidence: string | null
  steppedAt: Date
}
/** A warning that was acknowledged; the amount of the order in cents, where the text is about one. */
export type AcknowledgementFact = {
  id: string
  warning: WarningCode
  textVersion: number
  offeringId: string | null
  amount: bigint | null
  acknowledgedAt: Date
}

/** All that is known of the suitability of a party, each list in its order of arrival. Amounts in cents. */
export type SuitabilityFacts = {
  partyId: string
  tests: TestFact[]
  simulations: SimulationFact[]
  sophistication: SophisticationFact[]
  acknowledgements: AcknowledgementFact[]
}

/** A fact, and from when on it no longer counts. */
export type Until<Fact> = Fact & { validUntil: Date }

/** What is the latest at an instant, whether it still counts or not. */
export type Standing = {
  test: (Until<TestFact> & { passed: boolean }) | null
  simulation: Until<SimulationFact> | null
  /** The request that waits for an approver. */
  requested: SophisticationFact | null
  sophisticated: Until<SophisticationFact> | null
}

/** Reads off the facts what stands at an instant. A later test replaces an earlier one, also one that was passed. */
export function standingAt(facts: SuitabilityFacts, at: Date): Standing {
  const test = facts.tests.findLast(fact => fact.takenAt <= at)
  const simulation = facts.simulations.findLast(fact => fact.recordedAt <= at)
  const steps = facts.sophistication.filter(fact => fact.steppedAt <= at)
  const latest = steps.at(-1)
  const decided = steps.findLast(fact => fact.step !== 'requested')
  return {
    test: test
      ? {
          ...test,
          passed: test.missing.length === 0,
          validUntil: endsAfterInstant(test.takenAt, TEST_YEARS),
        }
      : null,
    simulation: simulation
      ? { ...simulation, validUntil: endsAfter(simulation.doneOn, SIMULATION_YEARS) }
      : null,
    requested: latest?.step === 'requested' ? latest : null,
    sophisticated:
      decided?.step === 'granted'
        ? { ...decided, validUntil: endsAfterInstant(decided.steppedAt, SOPHISTICATED_YEARS) }
        : null,
  }
}

/** Whether something is there and still counts at an instant: until just before its end. */
export function counts(thing: { validUntil: Date } | null, at: Date): boolean {
  return thing !== null && at < thing.validUntil
}
