import type { Fault, Planted } from './planted-world.ts'

const RATE =
  'A payout was converted at the rate that held when its batch was prepared, to the nearest minor unit of its currency'

/** Makes a payout one of as many dollars as it is euros, by a rate of so many euros for a dollar since an instant. */
const converted = (w: Planted, rate: string, at: string) => `
  insert into exchange_rate (id, from_currency, to_currency, rate, source, at, act_id)
  select id, 'USD', 'EUR', '${rate}', 'ECB', '${at}', act_id from payout_leg where id = '${w.payouts.paid}';
  insert into payout_conversion (leg_id, rate_id, currency, amount, act_id)
  select id, id, 'USD', amount, act_id from payout_leg where id = '${w.payouts.paid}'`

/** Planted in payouts in another currency than the balances they pay. */
export const PAYOUT_CONVERSION_FAULTS: readonly Fault[] = [
  [
    'a payout in euros to who is paid in dollars',
    w => `update payout_account set currency = 'USD' where owner_id = '${w.payouts.pat}'`,
    'A payout is converted where its payee is paid in another currency than it is owed in, and nowhere else',
  ],
  ['a payout at another rate than it names', w => converted(w, '2', '2025-01-01T00:00:00Z'), RATE],
  ['a payout at a rate that was told later', w => converted(w, '1', '2025-12-31T00:00:00Z'), RATE],
]
