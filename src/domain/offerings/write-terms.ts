import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { TermsRow } from './life/versions.ts'
import { type Item, itemsOf } from './terms/entitlements.ts'
import { MOST_SHARES } from './terms/offering-terms.ts'

/** Appends a version of the terms of an offering; `version`: its number, or how it is found. */
export async function writeTerms(
  em: EntityManager,
  { version, ...terms }: Omit<TermsRow, 'version'> & { version: number | RawBuilder<number> },
): Promise<void> {
  // A list would be sent as an array of PostgreSQL.
  const entitlements = sql<TermsRow['entitlements']>`${JSON.stringify(terms.entitlements)}::jsonb`
  await sqlOf(em)
    .insertInto('offeringTerms')
    .values({ ...terms, version, entitlements })
    .execute()
}

/** What of terms is counted. */
export type Counted = Pick<TermsRow, 'offeringId' | 'shares' | 'allotment' | 'entitlements'>

/** Opens the counters of an offering. */
export async function openCounters(em: EntityManager, terms: Counted): Promise<void> {
  const { offeringId } = terms
  await sqlOf(em)
    .insertInto('offeringCounter')
    .values({ offeringId, offered: offeredOf(terms), taken: 0, position: 0 })
    .execute()
  await openItemCounters(em, terms)
}

/** The counters of an offering count what its terms say. The caller holds its lock; of an item nothing is taken yet. */
export async function resizeCounters(em: EntityManager, terms: Counted): Promise<void> {
  const { offeringId } = terms
  await resizeCounter(em, terms)
  await sqlOf(em).deleteFrom('itemCounter').where('offeringId', '=', offeringId).execute()
  await openItemCounters(em, terms)
}

/** The same for the counter of shares alone: the items of a public offering stay. */
export async function resizeCounter(
  em: EntityManager,
  terms: Pick<Counted, 'offeringId' | 'shares' | 'allotment'>,
): Promise<void> {
  await sqlOf(em)
    .updateTable('offeringCounter')
    .set({ offered: offeredOf(terms) })
    .where('offeringId', '=', terms.offeringId)
    .execute()
}

/** Where orders are cut in the end, more may be ordered than there is. */
function offeredOf({ allotment, shares }: Pick<Counted, 'shares' | 'allotment'>): number {
  return allotment === 'proRata' ? MOST_SHARES : shares
}

async function openItemCounters(em: EntityManager, { offeringId, entitlements }: Counted): Promise<void> {
  const limited = itemsOf(entitlements).filter(
    (item): item is Item & { stock: number } => item.stock !== undefined,
  )
  if (limited.length === 0) return
  await sqlOf(em)
    .insertInto('itemCounter')
    .values(limited.map(({ code, stock }) => ({ offeringId, code, stock, taken: 0 })))
    .execute()
}
