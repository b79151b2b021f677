import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { type Identity, identitiesIn } from '../../parties/tax/tax-identities.ts'
import type { AbroadAction, AbroadFileKind } from './abroad-file.ts'
import type { AccountAmounts } from './account-amounts.ts'
import type { Outcome } from './exchange-states.ts'
import { refuse } from './refusals.ts'

/** Who pays, as a file says it. `siren`: nine digits. */
export type Payer = {
  payerName: string
  siren: string
  street: string | null
  postalCode: string | null
  town: string
}

export type AbroadFileRow = Payer & {
  id: string
  year: number
  revision: number
  kind: AbroadFileKind
  messageRef: string
  payerRef: string
  correctsPayerRef: string | null
  issuerId: string
  issuedAt: Date
}

/** An account as a file tells it. */
export type AbroadStatement = {
  identity: Identity
  currency: Currency
  country: string
  docRef: string
  action: AbroadAction
  correctsRef: string | null
  amounts: AccountAmounts
}

export type TotalRow = {
  currency: Currency
  outcome: Outcome
  parties: number
  received: bigint
  withheld: bigint
}

/** The files that were issued for a year, or for all, the latest first. */
export function abroadFiles(em: EntityManager, year: number | null): Promise<AbroadFileRow[]> {
  return files(em)
    .$if(year !== null, query => query.where('year', '=', year))
    .orderBy('year', 'desc')
    .orderBy('revision', 'desc')
    .execute()
}

/** Refuses ABROAD_FILE_UNKNOWN. */
export async function abroadFileOf(em: EntityManager, id: string): Promise<AbroadFileRow> {
  const found = await files(em).where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw refuse.ABROAD_FILE_UNKNOWN({ id })
  return found
}

const files = (em: EntityManager) =>
  sqlOf(em)
    .selectFrom('abroadFile')
    .select(['id', 'year', 'revision', 'kind', 'messageRef', 'payerRef', 'correctsPayerRef'])
    .select(['payerName', 'siren', 'street', 'postalCode', 'town', 'issuerId', 'issuedAt'])

/** What a file tells, in the order of its statements and in the words that were known when it was issued. */
export async function statementsOfFile(em: EntityManager, fileId: string): Promise<AbroadStatement[]> {
  const rows = await sqlOf(em)
    .selectFrom('abroadAccount')
    .selectAll()
    .where('fileId', '=', fileId)
    .orderBy('docRef')
    .execute()
  return worded(em, rows)
}

/** What was told last of each account of a year, by party and currency; what was taken back is not told. */
export async function toldOfYear(em: EntityManager, year: number): Promise<AbroadStatement[]> {
  const rows = await sqlOf(em)
    .selectFrom('abroadAccount')
    .innerJoin('abroadFile', 'abroadFile.id', 'fileId')
    .distinctOn(['partyId', 'currency'])
    .selectAll('abroadAccount')
    .where('year', '=', year)
    .orderBy('partyId')
    .orderBy('currency')
    .orderBy('revision', 'desc')
    .execute()
  return worded(
    em,
    rows.filter(row => row.action !== 'void'),
  )
}

type AccountRow = AccountAmounts & Omit<AbroadStatement, 'identity' | 'amounts'> & IdentityKey
type IdentityKey = { partyId: string; profileVersion: number; identityVersion: number }

async function worded(em: EntityManager, rows: readonly AccountRow[]): Promise<AbroadStatement[]> {
  const known = new Map<string, Identity>()
  for (const identity of await identitiesIn(em, distinct(rows))) known.set(keyOf(identity), identity)
  return rows.map(({ currency, country, docRef, action, correctsRef, ...row }) => {
    const identity = known.get(keyOf(row))
    if (identity === undefined) throw new Error(`Nothing is known of party ${row.partyId}`)
    const { balance, dividend, interest, royalty, other, redeemed, withheld } = row
    const amounts = { balance, dividend, interest, royalty, other, redeemed, withheld }
    return { identity, currency, country, docRef, action, correctsRef, amounts }
  })
}

const keyOf = ({ partyId, profileVersion, identityVersion }: IdentityKey) =>
  `${partyId} ${profileVersion} ${identityVersion}`

const distinct = (rows: readonly IdentityKey[]) => [...new Map(rows.map(row => [keyOf(row), row])).values()]

/** What became of all that runs of its year had paid when a file was issued. */
export function totalsOfFile(em: EntityManager, fileId: string): Promise<TotalRow[]> {
  return sqlOf(em)
    .selectFrom('abroadTotal')
    .select(['currency', 'outcome', 'parties', 'received', 'withheld'])
    .where('fileId', '=', fileId)
    .orderBy('currency')
    .orderBy('outcome')
    .execute()
}
