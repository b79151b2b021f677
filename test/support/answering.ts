import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import { debitsPage } from '../../src/domain/payments/bank/bank-debits.ts'
import { type LegRow, legsOfBatch } from '../../src/domain/payments/payouts/legs.ts'
import { legState } from '../../src/domain/payments/payouts/payout-states.ts'
import type { EntryText } from './bank-files.ts'
import type { TestDatabase } from './database.ts'
import { importingWorld } from './importing.ts'
import { payingOf } from './paying.ts'

const sorted = (texts: readonly string[]) => texts.toSorted()

/** A bank that answers payouts: batches of 30.00 for each share, and reports of the day on which they are carried out. */
export function answeringOf(database: Pick<TestDatabase, 'orm'>) {
  const paying = payingOf(database)
  const world = importingWorld(database)
  const { em } = world
  const [DAY, NOW] = ['2025-05-05', '2025-04-30'] as const

  const told = (entries: EntryText[], day: string = DAY) =>
    world.day(entries, { from: day, until: day }, `${day}T20:00:00Z`)
  const holds = (kind: 'holder' | 'transit' | 'bank' | 'suspense', ownerId?: string) =>
    balanceOf(em(), {
      kind,
      currency: 'EUR',
      ...(ownerId && { ownerId }),
      ...((kind === 'bank' || kind === 'suspense') && { code: 'clients' }),
    })
  const states = async (batchId: string) => sorted((await legsOfBatch(em(), batchId)).map(legState))
  /** Why a debit lies in suspense; undefined: it does not. */
  const suspended = async (ref: string) =>
    (await debitsPage(em(), { limit: 100, inverted: false })).find(row => row.bankReference === ref)?.reason
  const letters = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from message`.execute(
      sqlOf(em()),
    )
    return rows[0]?.count ?? 0
  }

  /** A batch with the bank. */
  async function batchOf(shares: Record<string, number>) {
    const made = await world.funded(shares)
    const all = Object.values(shares).reduce((sum, each) => sum + each, 0)
    await world.month(made.projectId, '2025-03', `${all * 100}.00`)
    for (const holder of Object.values(made.holders)) await paying.known(holder, '2025-04-01')
    const { batchId, legs } = await paying.sent(DAY, NOW)
    const of = (name: string) => legs.find(leg => leg.payeeOwnerId === made.holders[name]) as LegRow
    return { batchId, legs, of, holders: made.holders }
  }

  return { world, paying, em, DAY, NOW, told, holds, states, suspended, letters, batchOf }
}
