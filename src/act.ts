import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Orm } from './database/orm.ts'
import type { Made } from './domain/acts/act.ts'
import type { Actor } from './domain/acts/actor.ts'
import { beginAct, finishAct } from './domain/acts/begin-act.ts'
import { parseKey } from './domain/acts/key.ts'
import { refuse } from './domain/acts/refusals.ts'
import { newId } from './domain/ids.ts'

/** A change as an edge sends it: who, which verb, with what input, under which key, when. */
export type Deed = { actor: Actor; verb: string; now: Date; input?: unknown; key?: string | null }

/** What was made, and whether this was the answer to a request that had been carried out before. */
export type Done<M extends Made> = { made: M; replayed: boolean }

/**
 * The edge of every change: opens the transaction, writes the act, runs the verb, keeps what it made, commits.
 * Nothing is remembered of a refusal. After a deadlock or a lost connection the same act is tried again; its id
 * is unique, so an attempt whose commit got through although nobody heard of it is answered, not repeated.
 */
export async function act<M extends Made>(
  orm: Orm,
  deed: Deed,
  verb: (em: EntityManager) => Promise<M>,
): Promise<Done<M>> {
  const key = deed.key == null ? null : parseKey(deed.key)
  // A key belongs to the person who sent it: without one it would bind nobody.
  if (key !== null && deed.actor.partyId === null) throw new Error('A key needs somebody who sends it')
  const requestHash = key && hashOf(deed.verb, deed.input)
  const begun = { id: newId(), actor: deed.actor, verb: deed.verb, key, requestHash, occurredAt: deed.now }
  return transact(orm, deed.verb, async em => {
    const before = await beginAct(em, begun).catch(error => {
      throw key !== null && codeOf(error) === LOCK_TIMEOUT ? refuse.IDEMPOTENCY_IN_PROGRESS({ key }) : error
    })
    if (before !== null) return { made: before.made as M, replayed: before.replayed }
    const made = await verb(em)
    await finishAct(em, begun.id, made)
    return { made, replayed: false }
  })
}

/** A transaction that appends no facts (sessions, codes, ticks): the same care, no act. */
export async function transact<T>(
  orm: Orm,
  name: string,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A fork per attempt: after a failed transaction an entity manager still holds what it failed to write.
      return await orm.em.fork().transactional(work)
    } catch (error) {
      if (codeOf(error) === LOCK_TIMEOUT || isPoolTimeout(error)) throw refuse.BUSY({ verb: name })
      if (attempt === ATTEMPTS || !mayRepeat(error)) throw error
      await sleep(2 ** attempt * 10 * (1 + Math.random()))
    }
  }
}

const ATTEMPTS = 6
const LOCK_TIMEOUT = '55P03'
const SERIALIZATION = ['40001', '40P01']
/** The server ended the connection, is starting or stopping, or the network did. */
const CONNECTION = /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE)$/
const CONNECTION_MESSAGE = /Connection terminated|client has encountered a connection error|not queryable/i

/** All connections of the pool were in use for too long: pg says it in words only. */
function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'
}

function mayRepeat(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== undefined) return SERIALIZATION.includes(code) || CONNECTION.test(code)
  return error instanceof Error && CONNECTION_MESSAGE.test(error.message)
}

/** The database's code, whichever library threw the error: their classes differ, the codes do not. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

function hashOf(verb: string, input: unknown): string {
  return createHash('sha256').update(verb).update(canonical(input)).digest('hex')
}

/** The same text for the same values, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner) => {
    if (typeof inner === 'bigint') return inner.toString()
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
