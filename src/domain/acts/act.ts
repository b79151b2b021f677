import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../database/columns.ts'

/** One transaction of one actor: who did what, when, for whom. Keeps ids and hashes, never input. */
export const Act = defineEntity({
  name: 'act',
  uniques: [{ properties: ['actorId', 'key'] }],
  indexes: [{ properties: ['xid', 'id'] }],
  properties: {
    id: id(),
    /** The person who acted; null when the system did (a job, the first start). */
    actorId: p.uuid().nullable(),
    /** The party he acted for by mandate. */
    onBehalfOfId: p.uuid().nullable(),
    mandateId: p.uuid().nullable(),
    channel: p.text().$type<'api' | 'job' | 'cli'>(),
    verb: p.text(),
    key: p.text().nullable(),
    requestHash: p.text().nullable(),
    /** The world's time as the edge read it. */
    occurredAt: p.datetime(),
    /** The database's own time. */
    createdAt: p.datetime().defaultRaw('now()'),
    /** Its transaction: the feed gives acts out in this order, and only when no older one can still be committed. */
    xid: p.text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
  },
})

/** What an act made: the ids from which its answer is read again. Written with or after its act, as a check proves. */
export const ActMade = defineEntity({
  name: 'actMade',
  properties: {
    actId: id(),
    made: p.json<Made>(),
  },
})

/** Names and ids of what a verb made, such as { subscriptionId }. */
export type Made = Record<string, string | string[] | null>
