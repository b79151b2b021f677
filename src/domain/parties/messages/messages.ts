import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

export type MessageRow = { id: string; address: string; subject: string; body: string; writtenAt: Date }

/** The newest mails in the outbox to an address. */
export function messagesTo(em: EntityManager, address: string, limit: number): Promise<MessageRow[]> {
  return sqlOf(em)
    .selectFrom('message')
    .select(['id', 'address', 'subject', 'body', 'writtenAt'])
    .where('address', '=', address)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
