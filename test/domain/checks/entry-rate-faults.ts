import type { Planted } from './planted-world.ts'

/** An entry of the planted world, in euros as all of it is. */
const ENTRY = `(select id from entry order by id limit 1)`

/** A rate of dollars or pounds that holds since an instant, and the entry with it, as one in dollars. */
const rated = (currency: string, at: string) => `
  insert into entry_currency (entry_id, currency, booked_at, act_id)
  select entry.id, 'USD', occurred_at, act_id from entry join act on act.id = act_id where entry.id = ${ENTRY};
  insert into exchange_rate (id, from_currency, to_currency, rate, source, at, act_id)
  select entry.id, 'EUR', '${currency}', '2', 'ECB', ${at}, act_id from entry join act on act.id = act_id where entry.id = ${ENTRY};
  insert into entry_rate (entry_id, currency, rate_id, act_id)
  select id, 'USD', id, act_id from entry where id = ${ENTRY}`

const RATE = 'The euro rate of an entry is one of its currency that held when it was booked'
const NAMED = 'An entry names each other currency of its lines than the euro, and no other, as of its act'

/** Planted in what entries in other currencies are worth. */
export const ENTRY_RATE_FAULTS: [string, (world: Planted) => string, string][] = [
  [
    'an entry in dollars that does not say so',
    () => `update posting set currency = 'USD' where entry_id = ${ENTRY}`,
    NAMED,
  ],
  ['an entry in euros that names dollars', () => rated('USD', 'occurred_at'), NAMED],
  ['an entry at a rate that held later', () => rated('USD', `occurred_at + interval '1 millisecond'`), RATE],
  ['an entry in dollars at a rate of pounds', () => rated('GBP', 'occurred_at'), RATE],
]
