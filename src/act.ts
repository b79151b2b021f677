import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Orm } from './database/orm.ts'
import type { Made } from './domain/acts/act.ts'
import type { Actor } from './domain/acts/actor.ts'
import { beginAct, finishAct, type NewAct } from './domain/acts/begin-act.ts'
import { parseKey } from './domain/acts/key.ts'
import { refuse } from './domain/acts/refusals.ts'
import { newId } from './domain/ids.ts'
import { Refusal } from './domain/refusal.ts'
import type { Arrived } from './gather.ts'

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
  const begun = newAct(deed)
  const { key } = begun
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

/** The act of a deed, with the id that all attempts at it share. Refuses IDEMPOTENCY_KEY_INVALID. */
export function newAct({ actor, verb, now, input, key: sent }: Deed): NewAct {
  const key = sent == null ? null : parseKey(sent)
  // A key belongs to the person who sent it: without one it would bind nobody.
  if (key !== null && actor.partyId === null) throw new Error('A key needs somebody who sends it')
  return { id: newId(), actor, verb, key, requestHash: key && hashOf(verb, input), occurredAt: now }
}

/**
 * The edge of changes that arrive together and are carried out in one transaction, each with an answer of its own. The
 * verb writes their acts: only it knows which of them come to something; and it asks who has arrived when it holds its
 * locks, so that those who come meanwhile need not wait for the next transaction. Where all fail for one of them that
 * nobody expected, each is tried by itself.
 */
export async function actTogether<Item, Answer>(
  orm: Orm,
  name: string,
  arrived: Arrived<Item>,
  verb: (em: EntityManager, arrived: Arrived<Item>) => Promise<readonly Answer[]>,
): Promise<readonly (Answer | Error)[]> {
  try {
    return await transact(orm, name, em => verb(em, arrived))
  } catch (error) {
    const items = arrived()
    if (error instanceof Refusal || mayRepeat(error) || items.length === 1)
      return items.map(() => error as Error)
    const alone = []
    for (const item of items) alone.push(...(await actTogether(orm, name, () => [item], verb)))
    return alone
  }
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
/** Of acts that are written together, one found its key taken: the next attempt finds whose it is. */
const KEY_TAKEN = 'act_actor_id_key_unique'
/** The server ended the connection, is starting or stopping, or the network did. */
const CONNECTION = /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE)$/
const CONNECTION_MESSAGE = /Connection terminated|client has encountered a connection error|not queryable/i

/** All connections of the pool were in use for too long: pg says it in words only. */
function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'
}

function mayRepeat(error: unknown): boolean {
  const code = codeOf(error)
  if ((error as { constraint?: unknown }).constraint === KEY_TAKEN) return true
  if (code !== undefined) return SERIALIZATION.includes(code) || CONNECTION.test(code)
  return error instanceof Error && CONNECTION_MESSAGE.test(error.message)
}

/** The database's code, whichever library threw the error: their classes differ, the codes do not. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

function hashOf(verb: string, input: unknown): string {
  return hash('sha256', verb + canonical(input))
}

/** The same text for the same values, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner) => {
    if (typeof inner === 'bigint') return inner.toString()
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
