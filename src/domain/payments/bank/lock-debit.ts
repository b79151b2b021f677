import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Locks a debit of the bank until the transaction ends: who claims a part of it sees what is left. */
export async function lockDebit(em: EntityManager, debitId: string): Promise<void> {
  await sqlOf(em).selectFrom('bankDebit').select('id').where('id', '=', debitId).forUpdate().execute()
}
