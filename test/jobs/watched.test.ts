import { setImmediate } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { seedMonth, seedProject } from '../../bench/seed.ts'
import { act } from '../../src/act.ts'
import { openOrm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { keepProgress } from '../../src/domain/dividends/progress/keep-progress.ts'
import { type ProgressRow, progressOf } from '../../src/domain/dividends/progress/progress-of.ts'
import type { Progress, Watch } from '../../src/domain/dividends/progress/run-progress.ts'
import { distribute } from '../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../src/domain/ids.ts'
import { watched } from '../../src/jobs/watched.ts'
import { useDatabase } from '../support/database.ts'

const HOLDERS = 4000
/** In milliseconds: what is told is written without delay. */
const AT_ONCE = 0
/** The seeded shares were never ordered. */
const database = useDatabase({ checked: false })
const em = () => database.orm.em.fork()
let projectId = ''

beforeAll(async () => {
  projectId = await seedProject(database.orm, HOLDERS)
})

const logged: string[] = []
const log = { info() {}, error() {}, warn: (_facts: object, text: string) => void logged.push(text) }
const shop = () => ({ orm: database.orm, log })

/** A run of a month; `before` is waited for inside its transaction, when all is written. */
async function run(month: string, watch: Watch, before: () => Promise<unknown> = async () => undefined) {
  const now = await seedMonth(database.orm, projectId, month, '4000.00')
  return act(database.orm, { actor: system('job'), verb: 'distribute', now }, async tx => {
    const made = await distribute(tx, { projectId }, now, watch)
    await before()
    return made
  })
}

const runs = async () =>
  (await sqlOf(em()).selectFrom('distribution').select('id').where('projectId', '=', projectId).execute())
    .length

describe('a run that is watched', () => {
  test('tells its phases in order, and in each how many rows of how many are written', async () => {
    const told: Progress[] = []
    await run('2025-01', progress => told.push(progress))
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['plan', 'lines', 'postings'])
    for (const phase of ['lines', 'postings']) {
      const own = told.filter(each => each.phase === phase)
      const done = own.map(each => each.done)
      expect(done.length).toBeGreaterThan(1)
      expect(done).toEqual([...done].sort((a, b) => a - b))
      expect(new Set(own.map(each => each.of))).toEqual(new Set([done.at(-1)]))
    }
    expect(told[0]).toEqual({ phase: 'plan', done: 0, of: 0 })
    expect(told.findLast(({ phase }) => phase === 'lines')?.done).toBe(HOLDERS)
  })

  test('is seen by others while nothing of it is committed, and no more when it has ended', async () => {
    const before = await runs()
    let seen: ProgressRow | null = null
    const untilSeen = async () => {
      while (seen === null) seen = await progressOf(em(), projectId)
      expect(await runs()).toBe(before)
    }
    await watched(shop(), projectId, watch => run('2025-02', watch, untilSeen), AT_ONCE)
    expect(seen).toMatchObject({ stale: false })
    expect(await progressOf(em(), projectId)).toBeNull()
    expect(await runs()).toBe(before + 1)
  })

  test('is not seen any more when it failed', async () => {
    const fail = async () => {
      while ((await progressOf(em(), projectId)) === null);
      throw new Error('the power failed')
    }
    const failing = watched(shop(), projectId, watch => run('2025-03', watch, fail), AT_ONCE)
    await expect(failing).rejects.toThrow('the power failed')
    expect(await progressOf(em(), projectId)).toBeNull()
  })

  test('goes on when its progress cannot be written, which is logged', async () => {
    const orm = await openOrm({ url: 'postgresql://nobody@127.0.0.1:1/none' })
    const before = await runs()
    const untilLogged = async () => {
      while (logged.length === 0) await setImmediate()
    }
    await watched({ orm, log }, projectId, watch => run('2025-04', watch, untilLogged), AT_ONCE)
    await orm.close()
    expect(await runs()).toBe(before + 1)
    expect(logged[0]).toBe('the progress of a run could not be written')
  })

  test('is stale when nothing was heard of it for a minute', async () => {
    const dead = newId()
    await keepProgress(em(), dead, { phase: 'lines', done: 1, of: 2 })
    const updatedAt = new Date(Date.now() - 61_000)
    await sqlOf(em()).updateTable('runProgress').set({ updatedAt }).where('projectId', '=', dead).execute()
    expect(await progressOf(em(), dead)).toEqual({ phase: 'lines', done: 1, of: 2, updatedAt, stale: true })
  })
})
