import { testClock } from '../../src/clock.ts'
import { NOTHING } from '../../src/domain/ids.ts'
import { appendGrant } from '../../src/domain/parties/roles/change-role.ts'
import {
  explainDifference,
  type NewExplanation,
} from '../../src/domain/payments/reconciliation/explain-difference.ts'
import { reconciliation } from '../../src/domain/payments/reconciliation/reconciliation.ts'
import { recordReceipt } from '../../src/domain/payments/record-receipt.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { reconcileDays } from '../../src/jobs/reconcile-days.ts'
import type { EntryText, ReportText } from './bank-files.ts'
import type { TestDatabase } from './database.ts'
import { importingWorld } from './importing.ts'
import { at } from './world.ts'

/** Bank accounts that are held against the books at given instants. */
export function reconcilingWorld(database: TestDatabase) {
  const importing = importingWorld(database)
  const { em, run, person, day } = importing

  /** How the account of a currency stood: colour, bank less books, and its rows as [kind, amount]. */
  async function stood(now: string, currency = 'EUR') {
    const all = await reconciliation(em(), at(now))
    const of = all.find(each => each.account.currency === currency)
    if (of === undefined) throw new Error('no such account')
    const { colour, report, bookBalance, differences } = of
    return {
      colour,
      difference: report && report.closing - bookBalance,
      rows: differences.map(({ kind, amount }) => [kind, amount]),
      differences,
    }
  }

  /** A report of one day in January 2025 that is imported on the next at noon. */
  const report = (
    date: number,
    opening: string,
    entries: EntryText[],
    { now = january(date + 1), ...change }: Partial<ReportText> & { now?: string } = {},
  ) => day(entries, { opening, from: january(date), until: january(date), ...change }, now)

  /** Money that somebody records by hand. */
  const byHand = (bankReference: string, amount: bigint, now: string, currency: 'EUR' | 'USD' = 'EUR') =>
    run(now, tx =>
      recordReceipt(
        tx,
        { bankReference, amount, currency, receivedAt: at(now), remittance: 'hand', payer: null },
        at(now),
      ),
    )

  async function finance(name: string) {
    const partyId = await person(name)
    await run('2024-12-01', async tx => {
      await appendGrant(tx, { partyId, role: 'finance', scopeId: NOTHING, granted: true })
      return {}
    })
    return partyId
  }

  const explain = (input: NewExplanation, now: string) =>
    run(now, tx => explainDifference(tx, input, at(now)))

  /** The daily job at an instant. */
  const daily = (now: string) =>
    reconcileDays({ orm: database.orm, clock: testClock(at(now)) } as unknown as Workshop, at(now))

  return { ...importing, stood, report, byHand, finance, explain, daily }
}

const january = (date: number) => `2025-01-${`${date}`.padStart(2, '0')}`
