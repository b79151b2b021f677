import type { Planted } from './planted-world.ts'

/** An order in euros is quoted in francs of one euro each, at an instant beside that of its order. */
const quoted = (w: Planted, amount: string, later = '0') => `
  insert into exchange_rate (id, from_currency, to_currency, rate, source, at, act_id)
  select id, 'EUR', 'CHF', '1', 'ECB', ordered_at, act_id from subscription where id = '${w.song.paid}';
  insert into order_quote (subscription_id, currency, amount, rate_id, quoted_at, act_id)
  select id, 'CHF', ${amount}, id, ordered_at + interval '${later}', act_id from subscription where id = '${w.song.paid}'`

const held = (w: Planted) => `
  insert into receipt_hold (receipt_id, target_id, held_at, act_id)
  select receipt_id, subscription_id, paid_at, act_id from subscription_payment where subscription_id = '${w.song.paid}'`

const QUOTE =
  'A quote is the price of its order at its rate, to the nearest minor unit, asked for while it could be paid'

/** Planted in orders that are paid in another currency. */
export const ORDER_CURRENCY_FAULTS: [string, (world: Planted) => string, string][] = [
  ['a quote of a unit more than its rate says', w => quoted(w, 'amount + 1'), QUOTE],
  ['a quote before its rate held', w => quoted(w, 'amount', '-1 second'), QUOTE],
  [
    'money that is held for an order without a quote',
    held,
    'What is held for an order is what was quoted, in time, and was claimed only to pay it or to go back with its end',
  ],
  [
    'an order that held money paid, and no change by the bank',
    held,
    'Orders were paid by money in another currency, and got it back, in the act that claimed the change by the bank',
  ],
]
