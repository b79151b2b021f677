import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'

/** A mail that waits to be sent: the outbox. A work row, for it holds an address and often a code. */
export const Message = defineEntity({
  name: 'message',
  properties: {
    id: id(),
    address: p.text(),
    subject: p.text(),
    body: p.text(),
    writtenAt: p.datetime(),
    sentAt: p.datetime().nullable(),
  },
})
