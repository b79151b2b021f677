import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { SuspenseReason } from '../receipt.ts'
import type { DebitReason } from './bank-debit.ts'
import { CARRIED } from './debit-left.ts'

/** Money that waits for one reason: how many receipts or debits, and how much in minor units. */
export type Waiting<Reason> = { reason: Reason; count: number; amount: bigint; currency: Currency }

/** A bank report that was imported, with what became of its movements. Amounts in minor units of the account. */
export type BankReportRow = {
  id: string
  account: string
  currency: Currency
  bankReference: string
  closesOn: string
  opening: bigint
  closing: bigint
  movements: number
  /** What came in, and what went out (above zero). */
  credited: bigint
  debited: bigint
  /** How many of the receipts paid an order by themselves. */
  ordersPaid: number
  /** How many payouts its debits carried out, and how many came back as its credits. */
  payoutsSettled: number
  payoutsReturned: number
  /** What came into suspense, by the reason it had when it came; some of it may have been claimed since. */
  suspense: Waiting<SuspenseReason>[]
  debits: Waiting<DebitReason>[]
  /** Movements whose reference names other money: their place in the report, and what they are called instead. */
  renamed: { position: number; bankReference: string }[]
  /** The report of the account before it, by its last day, then by its number; null for the first one. */
  before: { bankReference: string; closing: bigint } | null
}

/** The reports of bank accounts under the bank's own ids, those that were imported, in the order they are asked for. */
export async function bankReports(
  em: EntityManager,
  reports: readonly { account: string; currency: string; reportId: string }[],
): Promise<BankReportRow[]> {
  const accounts = reports.map(each => each.account)
  const currencies = reports.map(each => each.currency)
  const references = reports.map(each => each.reportId)
  const { rows } = await sql<Omit<BankReportRow, 'suspense' | 'debits' | 'renamed' | 'before'> & Before>`
    select report.id, iban as account, bank_account.currency, report.bank_reference as "bankReference",
           report.closes_on::text as "closesOn", report.opening, report.closing, movements, moved.*,
           before.bank_reference as "beforeReference", before.closing as "beforeClosing"
      from unnest(${accounts}::text[], ${currencies}::text[], ${references}::text[])
           with ordinality as asked (account, currency, reference, place)
      join bank_account on iban = asked.account and bank_account.currency = asked.currency
      join bank_report as report
        on report.bank_account_id = bank_account.id and report.bank_reference = asked.reference
      cross join lateral (
        select coalesce(sum(amount) filter (where amount > 0), 0)::bigint as credited,
               coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as debited,
               (count(claim.receipt_id) filter (where purpose = 'subscription' and note.receipt_id is null))::int
               as "ordersPaid",
               (count(*) filter (where purpose = 'returned'))::int as "payoutsReturned",
               (select count(*)::int from ${CARRIED} as carried join bank_movement as debited using (debit_id)
                 where debited.bank_report_id = report.id) as "payoutsSettled"
          from bank_movement as movement
          left join receipt_claim as claim on claim.receipt_id = movement.receipt_id
          left join suspense_note as note on note.receipt_id = movement.receipt_id
         where bank_report_id = report.id) as moved
      left join lateral (
        select earlier.bank_reference, earlier.closing from bank_report as earlier
         where earlier.bank_account_id = report.bank_account_id
           and (earlier.closes_on, coalesce(earlier.sequence, ${LAST}), earlier.id)
             < (report.closes_on, coalesce(report.sequence, ${LAST}), report.id)
         order by earlier.closes_on desc, coalesce(earlier.sequence, ${LAST}) desc, earlier.id desc
         limit 1) as before on true
     order by place`.execute(sqlOf(em))
  const ids = rows.map(row => row.id)
  const [waiting, renamed] = [await waitingIn(em, ids), await renamedIn(em, ids)]
  return rows.map(({ beforeReference, beforeClosing, ...row }): BankReportRow => {
    const before =
      beforeReference === null || beforeClosing === null
        ? null
        : { bankReference: beforeReference, closing: beforeClosing }
    const own = (waiting.get(row.id) ?? []).map(({ reportId: _reportId, ...each }) => {
      return { ...each, currency: row.currency }
    })
    const suspense = own.filter(each => each.amount > 0n) as Waiting<SuspenseReason>[]
    const debits = own.filter(each => each.amount < 0n) as Waiting<DebitReason>[]
    const out = debits.map(each => ({ ...each, amount: -each.amount }))
    return { ...row, before, suspense, debits: out, renamed: renamed.get(row.id) ?? [] }
  })
}

type Before = { beforeReference: string | null; beforeClosing: bigint | null }

/** Where the bank does not number a report, it follows the numbered ones of its day. */
const LAST = sql.lit('9223372036854775807')

type WaitingRow = { reportId: string; reason: SuspenseReason | DebitReason; count: number; amount: bigint }

async function waitingIn(em: EntityManager, ids: readonly string[]): Promise<Map<string, WaitingRow[]>> {
  const { rows } = await sql<WaitingRow>`
    select bank_report_id as "reportId", coalesce(note.reason, doubt.reason, debit.reason) as reason, count(*)::int as count,
           sum(movement.amount)::bigint as amount
      from bank_movement as movement
      left join suspense_note as note on note.receipt_id = movement.receipt_id
      left join bank_debit as debit on debit.id = movement.debit_id
      left join debit_note as doubt on doubt.debit_id = debit.id
     where bank_report_id = any(${ids}::uuid[]) and coalesce(note.reason, debit.reason) is not null
       and (debit.id is null
            or debit.amount > coalesce((select sum(leg.amount) from ${CARRIED} as carried join payout_leg as leg on leg.id = leg_id
                                         where debit_id = debit.id), 0))
     group by 1, 2 order by 1, 2`.execute(sqlOf(em))
  return Map.groupBy(rows, row => row.reportId)
}

type Renamed = { reportId: string; position: number; bankReference: string }

async function renamedIn(em: EntityManager, ids: readonly string[]): Promise<Map<string, Renamed[]>> {
  const { rows } = await sql<Renamed>`
    select report.id as "reportId", position, coalesce(receipt.bank_reference, debit.bank_reference) as "bankReference"
      from bank_report as report
      join bank_account as account on account.id = bank_account_id
      join bank_movement on bank_report_id = report.id
      left join receipt on receipt.id = receipt_id
      left join bank_debit as debit on debit.id = debit_id
     where report.id = any(${ids}::uuid[])
       and starts_with(coalesce(receipt.bank_reference, debit.bank_reference), iban || '/' || report.bank_reference || '/')
     order by report.id, position`.execute(sqlOf(em))
  return Map.groupBy(rows, row => row.reportId)
}
