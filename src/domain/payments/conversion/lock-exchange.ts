import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { spareByCurrency } from './spare.ts'

/**
 * Nobody else changes money or converts payouts until the transaction ends. Answers what lies on `exchange` by currency:
 * above zero what the house has to spare among the clients' money, below zero what it is short of. Minor units.
 */
export async function lockExchange(em: EntityManager): Promise<ReadonlyMap<Currency, bigint>> {
  await sql`select pg_advisory_xact_lock(hashtext('exchange'))`.execute(sqlOf(em))
  return spareByCurrency(em)
}
