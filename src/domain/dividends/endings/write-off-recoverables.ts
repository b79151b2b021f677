import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { accountsFor } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { recoverableAccount } from '../../shares/shares-accounts.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { openRecoverables } from '../reversal/recoverables.ts'

/**
 * Gives up what was to be recovered from later income of a project: there will be none. What reversals returned and did
 * not find lies on its revenue account without being there, so that is where it is taken from: the account says again
 * what there is, and clients are owed no more than the bank has.
 */
export async function writeOffRecoverables(
  em: EntityManager,
  { endingId, project }: { endingId: string; project: ProjectRow },
  now: Date,
): Promise<void> {
  const open = [...(await openRecoverables(em, project.id))]
  if (open.length === 0) return
  const { id, currency } = project
  const accounts = open.map(([ownerId]) => recoverableAccount(ownerId, id, currency))
  const accountIds = await accountsFor(em, accounts)
  const rows = open.map(([, amount], index) => ({ endingId, accountId: accountIds[index] ?? '', amount }))
  await sqlOf(em).insertInto('writeOff').values(rows).execute()
  const total = open.reduce((sum, [, amount]) => sum + amount, 0n)
  const entry = {
    kind: 'recoverableWrittenOff',
    factId: endingId,
    bookedOn: dayOf(now, PLATFORM_ZONE),
  } as const
  await book(em, entry, [
    { account: revenueAccount(project), amount: total },
    ...open.map(([, amount], index) => ({
      account: accounts[index] ?? revenueAccount(project),
      amount: -amount,
    })),
  ])
}
