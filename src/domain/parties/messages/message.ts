import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/**
 * A mail that waits to be sent: the outbox. A work row, for it holds an address and often a code. Each attempt to send it is
 * counted before it is made. It has gone when `sentAt` says so, and waits no more when it went or `endedAt` says so.
 */
export const Message = defineEntity({
  name: 'message',
  uniques: [{ properties: ['actId', 'kind', 'address'] }],
  indexes: [
    { properties: ['address'] },
    { properties: ['writtenAt'], where: 'sent_at is null and ended_at is null' },
  ],
  properties: {
    id: id(),
    address: p.text(),
    subject: p.text(),
    body: p.text(),
    writtenAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    /** The act it tells of; null when it belongs to none, as a code does. */
    actId: p.uuid().nullable().defaultRaw('current_act()'),
    /** The kind of notice that it brings; null when its act wrote it at once. */
    kind: p.text().nullable(),
    attempts: p.integer().default(0),
    /** When it may be tried again; null: at once. */
    nextAttemptAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    /** What the mail server answered last: codes only, such as "450 4.2.1". */
    outcome: p.text().nullable(),
  },
})

/** Refused by a server at once, returned by one later, or given up after many attempts. */
export type HowBounced = 'refused' | 'returned' | 'givenUp'

/** A mail did not reach anybody. Its address stands in the outbox only. */
export const MailBounce = defineEntity({
  name: 'mailBounce',
  properties: {
    id: id(),
    messageId: p.uuid().unique(),
    how: p.text().$type<HowBounced>(),
    /** Codes of RFC 5321 and RFC 3463, such as "550 5.1.1". */
    status: p.text(),
    bouncedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Who of the staff sees to it. The latest version counts. */
export const MailBounceOwner = defineEntity({
  name: 'mailBounceOwner',
  properties: {
    bounceId: refersTo(MailBounce, 'bounce_id').primary(),
    version: p.integer().primary(),
    ownerId: p.uuid(),
    actId: writtenBy(),
  },
})

/** Somebody of the staff settled it, and says how: the address may be written to again. */
export const MailBounceEnd = defineEntity({
  name: 'mailBounceEnd',
  properties: {
    bounceId: refersTo(MailBounce, 'bounce_id').primary(),
    closerId: p.uuid(),
    reason: p.text(),
    closedAt: p.datetime(),
    actId: writtenBy(),
  },
})
