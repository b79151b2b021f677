import { approveDistribution } from '../../../../src/domain/dividends/approval/approve-distribution.ts'
import { previewRun } from '../../../../src/domain/dividends/approval/preview-run.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { proposeContract } from '../../../../src/domain/offerings/propose-contract.ts'
import { signContract } from '../../../../src/domain/offerings/sign-contract.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at, CONTRACT } from '../../../support/world.ts'
import { leviedWorldOf } from '../levies/levied-world.ts'

/** A contract whose runs are signed, each of them: all goes to the holders. */
export const SIGNED: ContractTerms = (() => {
  const { unsignedUpTo: _, ...terms } = CONTRACT
  return { ...terms, tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts', ratio: '1' }] }] }
})()

/** The day on which what was reported of March 2025 is approved, and what is signed here is paid. */
export const TODAY = '2025-04-04'

/** What previews and signatures need besides the world of verbs. */
export function approvalsWorldOf(database: TestDatabase) {
  const world = leviedWorldOf(database)

  /** Puts other terms in force on a day. */
  async function amend(projectId: string, terms: ContractTerms, day: string): Promise<void> {
    const { contractId } = await world.run(day, em => proposeContract(em, { projectId, terms }))
    await world.run(day, em => signContract(em, { contractId, signerId: newId() }, at(day)))
  }

  /** Ann and Bea hold six and four shares; runs need a signature unless the terms say otherwise. */
  async function film(terms: Partial<ContractTerms> = {}) {
    const made = await world.funded({ Ann: 6, Bea: 4 }, SIGNED)
    await amend(made.projectId, { ...SIGNED, ...terms }, '2025-02-11')
    return { ...made, ann: made.holders.Ann ?? '', bea: made.holders.Bea ?? '' }
  }

  /** A film with 100.00 of March approved and received. */
  async function ready(terms: Partial<ContractTerms> = {}, received = '100.00') {
    const made = await film(terms)
    await world.approved(made.projectId, '2025-03', '100.00', received)
    return made
  }

  /** A preview, in a transaction that could not write. */
  const preview = (projectId: string, paidOn = TODAY, now = TODAY) =>
    database.orm.em
      .fork()
      .transactional(em => previewRun(em, { projectId, paidOn }, at(now)), { readOnly: true })

  const sign = (
    projectId: string,
    hash: string,
    { paidOn = TODAY, now = TODAY, approverId = newId() } = {},
  ) => world.run(now, em => approveDistribution(em, { projectId, hash, paidOn, approverId }, at(now)))

  /** An approver looks at the run and signs it. */
  async function signed(projectId: string, paidOn = TODAY, now = TODAY): Promise<void> {
    await sign(projectId, (await preview(projectId, paidOn, now)).hash, { paidOn, now })
  }

  const distributed = async (projectId: string, now = TODAY) =>
    (await world.run(now, em => distribute(em, { projectId }, at(now)))).distributionId

  return { ...world, amend, film, ready, preview, sign, signed, distributed }
}
