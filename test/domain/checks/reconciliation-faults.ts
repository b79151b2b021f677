import { NOTHING } from '../../../src/domain/ids.ts'
import { appendGrant } from '../../../src/domain/parties/roles/change-role.ts'
import { explainDifference } from '../../../src/domain/payments/reconciliation/explain-difference.ts'
import { reconcileDay } from '../../../src/domain/payments/reconciliation/reconcile-day.ts'
import { reconciliation } from '../../../src/domain/payments/reconciliation/reconciliation.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** Everything that was planted is over: one of its differences is explained, and a day is kept. */
export async function plantReconciliation({ orm }: TestDatabase, world: ReturnType<typeof worldOf>) {
  const [before, now] = ['2026-06-01', '2026-06-02']
  const ownerId = await world.person('Owner of a difference')
  await world.run(before, async em => {
    await appendGrant(em, { partyId: ownerId, role: 'finance', scopeId: NOTHING, granted: true })
    return {}
  })
  const [account] = await reconciliation(orm.em.fork(), at(now))
  const differenceId = account?.differences[0]?.id ?? ''
  const said = { differenceId, ownerId, reason: 'Planted', dueOn: '2026-07-03' }
  await world.run(now, em => explainDifference(em, said, at(now)))
  await world.run('2026-06-03', em => reconcileDay(em, now))
}

const BOOKS = 'A day that was kept of a bank account says what the books said when it had passed'
const BANK =
  'A day that was kept of a bank account says what the latest report closed with that was in by then'
const GREEN =
  'A day on which bank and books differed, or no report was in, is not kept as one without a difference'
const SAID =
  'A difference is explained by versions that follow each other, for a month at most from the day of the act'

/** Days and explanations that are not what was. */
export const RECONCILIATION_FAULTS: readonly Fault[] = [
  [
    'a kept balance of the books that was altered',
    () => 'update reconciled_day set book_balance = book_balance + 1',
    BOOKS,
  ],
  [
    'an entry that was booked back into a day that was kept',
    () =>
      `update posting set amount = amount + 1 where (entry_id, line) in (
         select entry_id, line from posting join account on account.id = account_id where kind = 'bank' limit 1)`,
    BOOKS,
  ],
  [
    'a kept balance of the bank that was altered',
    () => 'update reconciled_day set bank_balance = bank_balance + 1',
    BANK,
  ],
  [
    'a report that a kept day does not know',
    () => 'update reconciled_day set bank_report_id = null, bank_balance = null',
    BANK,
  ],
  [
    'a day with a difference that was kept as one without',
    () => 'update reconciled_day set differences = 0, explained = 0',
    GREEN,
  ],
  ['an explanation that was taken away', () => 'update difference_explanation set version = 2', SAID],
  [
    'an explanation that is to hold for longer than a month',
    () => 'update difference_explanation set due_on = due_on + 1',
    SAID,
  ],
]
