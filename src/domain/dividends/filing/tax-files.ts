import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type Identity, identitiesIn, identitiesOf } from '../../parties/tax/tax-identities.ts'
import {
  amountsByHolder,
  amountsOf,
  type BeneficiaryAmounts,
  NO_AMOUNTS,
  sameAmounts,
} from './beneficiary-amounts.ts'
import { movementsOfYear } from './levy-movements.ts'
import { refuse } from './refusals.ts'

/** A beneficiary as a file tells him. */
export type Beneficiary = { identity: Identity; amounts: BeneficiaryAmounts }

export type TaxFileRow = {
  id: string
  year: number
  revision: number
  correctsId: string | null
  siret: string | null
  payerName: string
  issuerId: string
  issuedOn: string
  issuedAt: Date
}

/** The files that were issued for a year, or for all, the latest first. */
export async function taxFiles(em: EntityManager, year: number | null): Promise<TaxFileRow[]> {
  return rows(em)
    .$if(year !== null, query => query.where('year', '=', year))
    .orderBy('year', 'desc')
    .orderBy('revision', 'desc')
    .execute()
}

/** Refuses TAX_FILE_UNKNOWN. */
export async function taxFileOf(em: EntityManager, id: string): Promise<TaxFileRow> {
  const found = await rows(em).where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw refuse.TAX_FILE_UNKNOWN({ id })
  return found
}

const rows = (em: EntityManager) =>
  sqlOf(em)
    .selectFrom('taxFile')
    .select([
      'id',
      'year',
      'revision',
      'correctsId',
      'siret',
      'payerName',
      'issuerId',
      'issuedOn',
      'issuedAt',
    ])

/** Whom a file tells, by id, in the words that were known when it was issued. */
export async function beneficiariesOfFile(em: EntityManager, fileId: string): Promise<Beneficiary[]> {
  const lines = await sqlOf(em).selectFrom('taxFileLine').selectAll().where('fileId', '=', fileId).execute()
  const amounts = new Map(lines.map(line => [line.partyId, amountsOf(line)]))
  return paired(await identitiesIn(em, lines), amounts)
}

/** What there is to tell of a year now: of all, and of whom what was told last differs from it. */
export type YearToTell = { year: number; all: Beneficiary[]; changed: Beneficiary[] }

/** Who was paid in a year, as books and words stand now. Who got nothing is told only where he was told before. */
export async function yearToTell(em: EntityManager, year: number): Promise<YearToTell> {
  const told = await toldLast(em, year)
  const found = amountsByHolder(await movementsOfYear(em, year))
  const paid = [...found].filter(([, amounts]) => !sameAmounts(amounts, NO_AMOUNTS)).map(([id]) => id)
  const ids = [...new Set([...paid, ...told.keys()])]
  const all = paired(await identitiesOf(em, ids), found)
  const changed = all.filter(({ identity, amounts }) => {
    const before = told.get(identity.partyId)
    return (
      before === undefined ||
      !sameAmounts(before, amounts) ||
      before.identityVersion !== identity.identityVersion ||
      before.profileVersion !== identity.profileVersion
    )
  })
  return { year, all, changed }
}

function paired(
  identities: readonly Identity[],
  amounts: ReadonlyMap<string, BeneficiaryAmounts>,
): Beneficiary[] {
  return identities.map(identity => ({ identity, amounts: amounts.get(identity.partyId) ?? NO_AMOUNTS }))
}

async function toldLast(em: EntityManager, year: number) {
  const lines = await sqlOf(em)
    .selectFrom('taxFileLine')
    .innerJoin('taxFile', 'taxFile.id', 'fileId')
    .distinctOn('partyId')
    .selectAll('taxFileLine')
    .where('year', '=', year)
    .orderBy('partyId')
    .orderBy('revision', 'desc')
    .execute()
  return new Map(lines.map(line => [line.partyId, line]))
}
