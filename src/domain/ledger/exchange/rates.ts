import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { refuse } from './refusals.ts'

/** A stored rate: one whole unit of `fromCurrency` is worth `rate` whole units of `toCurrency`. */
export type RateRow = {
  id: string
  fromCurrency: Currency
  toCurrency: Currency
  rate: string
  source: string
  at: Date
}

/** Two currencies, the one that is given first. */
export type Pair = { from: Currency; to: Currency }

/**
 * The rate by which one currency becomes another at an instant: of those stored between the two, whichever way round they
 * are told, the latest that held by then; of several of one instant the one told last. Refuses RATE_MISSING.
 */
export async function rateAt(em: EntityManager, pair: Pair, instant: Date): Promise<RateRow> {
  const row = await rateKnownAt(em, pair, instant)
  if (row === undefined) throw refuse.RATE_MISSING({ ...pair, at: instant.toISOString() })
  return row
}

/** The same, or nothing where no rate of the pair is stored that early. */
export async function rateKnownAt(
  em: EntityManager,
  { from, to }: Pair,
  instant: Date,
): Promise<RateRow | undefined> {
  return select(em)
    .where(({ eb, and, or }) =>
      or([
        and([eb('fromCurrency', '=', from), eb('toCurrency', '=', to)]),
        and([eb('fromCurrency', '=', to), eb('toCurrency', '=', from)]),
      ]),
    )
    .where('at', '<=', instant)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The rates with these ids, by instant and pair. */
export async function ratesByIds(em: EntityManager, ids: readonly string[]): Promise<RateRow[]> {
  if (ids.length === 0) return []
  return select(em)
    .where('id', 'in', ids)
    .orderBy('at')
    .orderBy('fromCurrency')
    .orderBy('toCurrency')
    .orderBy('id')
    .execute()
}

/** A page of all rates in the order in which they were told. */
export function ratesPage(em: EntityManager, slice: Slice): Promise<RateRow[]> {
  const { within, order, limit } = keyset(['exchangeRate.id'], slice)
  return select(em).where(within).orderBy(order).limit(limit).execute()
}

const select = (em: EntityManager) =>
  sqlOf(em).selectFrom('exchangeRate').select(['id', 'fromCurrency', 'toCurrency', 'rate', 'source', 'at'])
