import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { accountsFor } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import { recoverableAccount } from '../../shares/shares-accounts.ts'
import type { RunPlan } from '../run/plan-run.ts'

/** Books what a run recovers, after it has credited the accounts it takes it from. */
export async function bookRecoveries(
  em: EntityManager,
  { recoveries, project, paidOn }: Pick<RunPlan, 'recoveries' | 'project' | 'paidOn'>,
  distributionId: string,
): Promise<void> {
  if (recoveries.length === 0) return
  const accountIds = await accountsFor(
    em,
    recoveries.map(({ account }) => account),
  )
  const rows = recoveries.map(({ amount }, index) => {
    return { distributionId, accountId: accountIds[index] ?? '', amount }
  })
  await sqlOf(em).insertInto('recovery').values(rows).execute()
  await book(
    em,
    { kind: 'recovered', factId: distributionId, bookedOn: paidOn },
    recoveries.flatMap(({ account, ownerId, amount }) => [
      { account, amount },
      { account: recoverableAccount(ownerId, project.id, project.currency), amount: -amount },
    ]),
  )
}
