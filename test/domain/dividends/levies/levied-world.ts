import { sqlOf } from '../../../../src/database/sql.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import {
  declareTaxResidence,
  type TaxDeclaration,
} from '../../../../src/domain/parties/tax/declare-tax-residence.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

/** A project that gives all to its holders and withholds levies from dividends. */
export const LEVIED: Partial<ContractTerms> = {
  tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts', ratio: '1' }] }],
  levies: { income: 'dividend' },
}

/** What runs with levies need besides the world of verbs: declarations, and what was withheld. */
export function leviedWorldOf(database: TestDatabase) {
  const world = worldOf(database)
  const sql = () => sqlOf(database.orm.em.fork())

  const declare = (partyId: string, country: string, day: string, proof: Partial<TaxDeclaration> = {}) =>
    world.run(day, em =>
      declareTaxResidence(
        em,
        { partyId, country, provedOn: null, evidence: null, byFinance: false, ...proof },
        at(day),
      ),
    )

  /** A project held by one person; where she is taxed is declared on the first day of 2025, unless it is not known. */
  async function heldBy(country: string | null, terms: Partial<ContractTerms> = {}, shares = 2) {
    const { projectId, classId, holders } = await world.funded({ Ann: shares }, { ...LEVIED, ...terms })
    const ann = holders.Ann ?? ''
    if (country !== null) await declare(ann, country, '2025-01-01')
    return { projectId, classId, ann }
  }

  /** The line of a holder, with what was withheld by code in minor units; null where it is held. */
  async function line(distributionId: string, holderId: string) {
    const { gross, capital, net, levies, standing, classId } = await sql()
      .selectFrom('dividend')
      .selectAll()
      .where('distributionId', '=', distributionId)
      .where('holderId', '=', holderId)
      .executeTakeFirstOrThrow()
    const rules = await sql()
      .selectFrom('distributionLevy')
      .select(['code'])
      .where('distributionId', '=', distributionId)
      .where('standing', '=', standing ?? -1)
      .orderBy('position')
      .execute()
    const withheld = levies && Object.fromEntries(rules.map(({ code }, index) => [code, levies[index]]))
    return { key: { distributionId, classId, holderId }, figures: { gross, capital, net, withheld } }
  }

  /** What is still missing to find the rules of the lines of a run. */
  async function missing(distributionId: string): Promise<(string | null)[]> {
    const rows = await sql()
      .selectFrom('distributionStanding')
      .select('missing')
      .where('distributionId', '=', distributionId)
      .execute()
    return rows.map(row => row.missing)
  }

  return { ...world, declare, heldBy, line, missing, sql }
}
