import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'

export type ActRow = {
  id: string
  actorId: string | null
  onBehalfOfId: string | null
  mandateId: string | null
  channel: 'api' | 'job' | 'cli'
  verb: string
  occurredAt: Date
}

/** A page of everything that was done, by id. */
export function actsPage(em: EntityManager, slice: Slice): Promise<ActRow[]> {
  const { within, order, limit } = keyset(['act.id'], slice)
  return sqlOf(em)
    .selectFrom('act')
    .select(['id', 'actorId', 'onBehalfOfId', 'mandateId', 'channel', 'verb', 'occurredAt'])
    .where(within)
    .orderBy(order)
    .limit(limit)
    .execute()
}

/** What is known of the ticks of one job. */
export type TickSummary = {
  lastFireAt: Date | null
  lastFinishedAt: Date | null
  lastOutcome: string | null
  pending: number
}

/** The latest tick of a job, the latest that finished, and how many wait or run. */
export async function tickSummary(em: EntityManager, job: string): Promise<TickSummary> {
  const ticks = sqlOf(em).selectFrom('tick').where('job', '=', job)
  const last = await ticks.select('fireAt').orderBy('fireAt', 'desc').limit(1).executeTakeFirst()
  const finished = await ticks
    .select(['finishedAt', 'outcome'])
    .where('outcome', 'is not', null)
    .orderBy('fireAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const waiting = await ticks.select('fireAt').where('finishedAt', 'is', null).execute()
  return {
    lastFireAt: last?.fireAt ?? null,
    lastFinishedAt: finished?.finishedAt ?? null,
    lastOutcome: finished?.outcome ?? null,
    pending: waiting.length,
  }
}
