import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Orm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { readBankFile } from '../../src/documents/camt/read-bank-file.ts'
import { readBankNotice } from '../../src/documents/camt/read-bank-notice.ts'
import { bankReports } from '../../src/domain/payments/bank/bank-reports.ts'
import { bankNotices } from '../../src/domain/payments/bank/notices/bank-notices.ts'
import { openBankAccount } from '../../src/domain/payments/bank/open-bank-account.ts'
import { importBankNotice } from '../../src/domain/shares/bank/import-bank-notice.ts'
import { importBankReport } from '../../src/domain/shares/bank/import-bank-report.ts'
import { subscriptionOf } from '../../src/domain/shares/subscriptions.ts'
import { bankFile, CLIENTS_IBAN, type EntryText, type ReportText } from './bank-files.ts'
import { at, worldOf } from './world.ts'

type Counts = Record<'receipt' | 'bank_debit' | 'bank_movement', number>

/** A world with a bank account of the clients, whose reports are imported as the API does. */
export function importingWorld(database: { orm: Orm }) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()

  const openAccount = (iban = CLIENTS_IBAN, currency = 'EUR') =>
    world.run('2025-01-01', tx =>
      openBankAccount(
        tx,
        { code: 'clients', currency, iban, bic: null, holderName: 'Clients' },
        at('2025-01-01'),
      ),
    )

  async function bring(content: string | Uint8Array, now = '2025-01-12') {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { ...readBankFile(bytes), sha256 }
    const { bankReportIds } = await world.run(now, tx => importBankReport(tx, file, at(now)))
    const rows = await bankReports(em(), file.reports)
    return rows.map(({ id, ...row }) => ({ ...row, isNew: bankReportIds.includes(id) }))
  }

  /** Single movements that the bank tells before its report, as the API imports them. */
  async function notify(content: string, now: string) {
    const file = { ...readBankNotice(Buffer.from(content)), sha256: 'a'.repeat(64) }
    const { bankNoticeIds } = await world.run(now, tx => importBankNotice(tx, file, at(now)))
    const rows = await bankNotices(em(), file.notices)
    return rows.map(({ id, ...row }) => ({ ...row, isNew: bankNoticeIds.includes(id) }))
  }

  let last = 0
  /** A report of a day whose balances follow from those before it. */
  async function day(entries: EntryText[], change: Partial<ReportText> = {}, now?: string) {
    const cents = (text: string) => BigInt(text.replace('.', ''))
    const moved = entries.reduce(
      (sum, { amount, side }) => sum + (side === 'DBIT' ? -1n : 1n) * cents(amount),
      0n,
    )
    const money = (minor: bigint) => `${minor / 100n}.${`${minor % 100n}`.padStart(2, '0')}`
    const opening = change.opening ?? '1000.00'
    last += 1
    const text = bankFile({
      id: `D${last}`,
      opening,
      closing: money(cents(opening) + moved),
      entries,
      ...change,
    })
    const [only] = await bring(text, now)
    return { text, report: only }
  }

  const reference = async (order: string) => (await subscriptionOf(em(), order)).reference

  /** How many rows each table of money has, and every balance: what may not change. */
  async function state() {
    const tables = ['receipt', 'receipt_claim', 'suspense_note', 'bank_debit', 'bank_report', 'bank_movement']
    const counted = [...tables, 'bank_details', 'entry', 'posting', 'subscription_payment']
    const counts = await Promise.all(
      counted.map(async table => {
        const { rows } = await sql<{
          count: number
        }>`select count(*)::int as count from ${sql.table(table)}`.execute(sqlOf(em()))
        return [table, rows[0]?.count ?? 0] as const
      }),
    )
    const { rows: balances } = await sql`
      select kind, code, account.currency, sum(amount)::text as balance from account
        join posting on account_id = account.id group by 1, 2, 3 order by 1, 2, 3`.execute(sqlOf(em()))
    return { counts: Object.fromEntries(counts) as Counts, balances }
  }

  return { ...world, em, openAccount, bring, notify, day, reference, state }
}
