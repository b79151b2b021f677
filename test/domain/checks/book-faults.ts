import {
  account,
  closing,
  entry,
  type Fault,
  type Planted,
  receiptFor,
  repost,
  shift,
} from './planted-world.ts'

const withdrawal = ({ film }: Planted) => entry('orderWithdrawn', film.withdrawn)
const firstRun = ({ film }: Planted) => entry('revenueDistributed', film.first)
const revenue = ({ id }: { id: string }) => account('revenue', undefined, id)
const issuer = ({ film }: Planted) => account('issuer', film.issuer, film.id)
const subscriber = (holder: string, offering: string) => account('subscriber', holder, offering)

/** Entries and postings that are wrong in themselves. */
export const ENTRY_FAULTS: readonly Fault[] = [
  [
    'an entry that does not balance',
    w => `update posting set amount = amount + 1 where entry_id = ${withdrawal(w)} and line = 1`,
    'Every entry sums to zero in each currency',
  ],
  [
    'an entry that lost a posting',
    w => `delete from posting where entry_id = ${withdrawal(w)} and line = 2`,
    'Every entry has at least two postings, and every posting an entry',
  ],
  [
    'an account in another currency than its postings',
    w => `update account set currency = 'USD' where id = ${account('holder', w.ann)}`,
    'Every posting is on an account of its own currency',
  ],
  [
    'a withdrawal that took more than was paid',
    w => `update posting set amount = amount * 1000 where entry_id = ${withdrawal(w)}`,
    'No account of a client is overdrawn',
  ],
  [
    'money of clients on the bank account of the platform',
    () => `update account set kind = 'bankOwn' where kind = 'bank'`,
    "The clients' bank and card accounts, and what is to be recovered, cover what clients are owed",
  ],
  [
    'a receipt that was booked as claimed and is not',
    w => `delete from receipt_claim where receipt_id = '${w.song.receipt}'`,
    'Suspense holds exactly the receipts that nobody claimed, less the debits',
  ],
  [
    'a checkpoint off by a cent',
    // Planted as a whole: how far real ones reach depends on what else runs on the server.
    w => `insert into checkpoint (account_id, before_xid, balance, postings)
          select account_id, pg_snapshot_xmax(pg_current_snapshot()), sum(amount) + 1, count(*)
            from posting where account_id = ${account('holder', w.ann)} group by account_id
              on conflict (account_id) do update
             set before_xid = excluded.before_xid, balance = excluded.balance`,
    'A checkpoint equals the sum of the postings it stands for',
  ],
  [
    'an entry for a withdrawal that never was',
    w => `update entry set fact_id = '${w.film.orders.ann}' where id = ${withdrawal(w)}`,
    'Every entry books a fact that is there',
  ],
]

const BANK = 'The bank accounts got every receipt and gave every debit, and nothing else'
const SUSPENSE = 'Suspense got every receipt and gave every claimed one and every debit, and nothing else'
const SUBSCRIBER =
  'The account of a subscriber got the payments of his orders and gave those that ended or were allotted'
const HOLDER =
  'The account of a holder got the net of his lines and what was given back to him, and nothing else'
const ISSUER =
  'The account of an issuer got the money allotted, less commission and VAT, and his part of every run'
const PARTNER = 'The account of a partner got his part of every run, and nothing else'
const REVENUE =
  'The revenue account of a project got the receipts claimed for it and gave what its runs booked'
const INCOME =
  "The platform's income is its commissions, what else it billed and its part of every run, and nothing else"
const VAT = 'The VAT account holds the VAT on every commission and all else that was billed, and nothing else'

/** Entries that balance, with the money on the wrong account, or too much or too little of it. */
export const ACCOUNT_FAULTS: readonly Fault[] = [
  [
    'a receipt booked with a cent less than arrived',
    w => shift(receiptFor('receiptRecorded', w.film.id), account('suspense'), account('bank'), 1),
    BANK,
  ],
  [
    'a claim that took a cent more from suspense than arrived',
    w => shift(receiptFor('receiptClaimed', w.film.id), account('suspense'), revenue(w.film), 1),
    SUSPENSE,
  ],
  [
    'a payment on the account of another subscriber',
    w =>
      repost(
        entry('receiptClaimed', w.song.receipt),
        subscriber(w.cid, w.song.open),
        subscriber(w.bea, w.song.open),
      ),
    SUBSCRIBER,
  ],
  [
    'an allotment paid by another subscriber',
    w => `update posting set amount = case amount when 6000 then 4000 when 2000 then 6000 else amount end
           where entry_id = ${closing('offeringFunded', w.film.offering)}
             and account_id in (${subscriber(w.ann, w.film.offering)}, ${subscriber(w.cid, w.film.offering)})`,
    SUBSCRIBER,
  ],
  [
    'a withdrawal refunded to another holder',
    w => repost(withdrawal(w), account('holder', w.ann), account('holder', w.bea)),
    HOLDER,
  ],
  [
    'a failed raise refunded to another holder',
    w => repost(closing('offeringFailed', w.song.failed), account('holder', w.bea), account('holder', w.cid)),
    HOLDER,
  ],
  [
    'two refunds to the wrong holders that make up for each other',
    w => `update posting set amount = -1000 where entry_id = ${withdrawal(w)} and amount = -3000;
          insert into posting (entry_id, line, account_id, currency, amount)
          values (${withdrawal(w)}, 3, ${account('holder', w.bea)}, 'EUR', -2000);
          ${repost(closing('offeringFailed', w.song.failed), account('holder', w.bea), account('holder', w.ann))}`,
    HOLDER,
  ],
  [
    'the dividends of two holders swapped',
    w => `update posting set account_id = case account_id when ${account('holder', w.ann)}
            then ${account('holder', w.cid)} else ${account('holder', w.ann)} end
           where entry_id = ${firstRun(w)}
             and account_id in (${account('holder', w.ann)}, ${account('holder', w.cid)})`,
    HOLDER,
  ],
  ['a dividend paid twice', w => shift(firstRun(w), revenue(w.film), account('holder', w.ann), 800), HOLDER],
  [
    'an entry that was extended later',
    w => `insert into posting (entry_id, line, account_id, currency, amount)
          values (${firstRun(w)}, 100, ${account('holder', w.ann)}, 'EUR', 5),
                 (${firstRun(w)}, 101, ${account('holder', w.bea)}, 'EUR', -5)`,
    HOLDER,
  ],
  [
    'a commission charged twice',
    w =>
      `update posting set amount = 2 * amount where entry_id = ${closing('commissionCharged', w.film.offering)}`,
    ISSUER,
  ],
  [
    'the parts of issuer and platform swapped',
    w => `update posting set account_id = case account_id when ${account('income')} then ${issuer(w)}
            else ${account('income')} end
           where entry_id = ${firstRun(w)} and account_id in (${account('income')}, ${issuer(w)})`,
    ISSUER,
  ],
  [
    "a partner's part given to the issuer",
    w => repost(firstRun(w), account('partner', w.label, w.film.id), issuer(w)),
    PARTNER,
  ],
  [
    'revenue of one project on the account of another',
    w => repost(receiptFor('receiptClaimed', w.film.id), revenue(w.film), revenue(w.song)),
    REVENUE,
  ],
  [
    'a claim for another project than was booked',
    w => `update receipt_claim set target_id = '${w.film.id}' where target_id = '${w.song.id}'`,
    REVENUE,
  ],
  ['a run paid by another project', w => repost(firstRun(w), revenue(w.film), revenue(w.song)), REVENUE],
  [
    'a commission that was never booked',
    w => `delete from posting where entry_id = ${closing('commissionCharged', w.film.offering)};
          delete from entry where id = ${closing('commissionCharged', w.film.offering)}`,
    INCOME,
  ],
  [
    'a commission rounded to the other cent',
    w => shift(closing('commissionCharged', w.film.offering), issuer(w), account('income'), -1),
    INCOME,
  ],
  [
    'VAT kept as income',
    w => repost(closing('commissionCharged', w.film.offering), account('vat'), account('income')),
    VAT,
  ],
  [
    'income hidden in roundings',
    () => `update account set kind = 'rounding' where kind = 'income'`,
    'No posting is on an account of a kind that no fact books',
  ],
]
