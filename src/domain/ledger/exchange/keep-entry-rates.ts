import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { BOOK_CURRENCY } from '../../money/currency.ts'

/** An entry that was written, and currencies of its lines; of these the one of the books asks for nothing. */
export type CurrenciesOf = { id: string; currencies: Iterable<string> }

/**
 * Keeps with entries which other currencies than the euro their lines are in, and the rate of each that holds at this act;
 * where none is stored they are booked all the same, and wait for it. Entries in euros cost nothing.
 */
export async function keepEntryRates(em: EntityManager, entries: readonly CurrenciesOf[]): Promise<void> {
  const others = entries.flatMap(({ id, currencies }) =>
    [...new Set(currencies)]
      .filter(currency => currency !== BOOK_CURRENCY)
      .map(currency => ({ id, currency })),
  )
  if (others.length === 0) return
  await sql`
    with other as (
      insert into entry_currency (entry_id, currency, booked_at)
      select named.id, currency, occurred_at
        from unnest(${others.map(each => each.id)}::uuid[], ${others.map(each => each.currency)}::text[])
               as named (id, currency)
        join act on act.id = current_act()
      returning entry_id, currency, booked_at
    )
    insert into entry_rate (entry_id, currency, rate_id)
    select entry_id, currency, held.id from other cross join lateral (${HELD}) as held`.execute(sqlOf(em))
}

/** Gives entries that wait for a rate the one that holds for them, now that more are stored. */
export async function keepLateRates(em: EntityManager): Promise<void> {
  await sql`
    insert into entry_rate (entry_id, currency, rate_id)
    select entry_id, currency, held.id from entry_currency as other cross join lateral (${HELD}) as held
     where not exists (select from entry_rate as own
                        where own.entry_id = other.entry_id and own.currency = other.currency)`.execute(
    sqlOf(em),
  )
}

/** As in `rateAt`: the latest that held when `other` was booked; of one instant the one told last. */
const HELD = sql`
  select id from exchange_rate
   where (from_currency, to_currency) in ((other.currency, ${BOOK_CURRENCY}), (${BOOK_CURRENCY}, other.currency))
     and at <= other.booked_at
   order by at desc, id desc limit 1`
