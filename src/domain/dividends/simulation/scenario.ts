import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import type { CaseClass, CaseReport } from '../run/simulate.ts'

/** A class as a simulation tells it: beside who holds and paid in how much of it, when he paid where that is known. */
export type ScenarioClass = Omit<CaseClass, 'holders'> & {
  holders: (CaseClass['holders'][number] & { paidOn?: string })[]
}

/** What may come in: run after run, the reports of each. */
export type Scenario = { name: string; runs: { reports: CaseReport[] }[] }

/** A contract and who holds what, and what may come of it. Amounts are decimals in the contract's currency. */
export type Scenarios = { contract: ContractTerms; classes: ScenarioClass[]; scenarios: Scenario[] }

/** Stands before all scenarios that are given: who puts money in may lose all of it. */
export const NOTHING_COMES_BACK = 'nothing comes back'
