import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { transact } from '../../../../src/act.ts'
import { testClock } from '../../../../src/clock.ts'
import { heldLines } from '../../../../src/domain/dividends/levies/held-lines.ts'
import type { LineKey } from '../../../../src/domain/dividends/levies/late-levies.ts'
import { KNOWN_LAW, type Law } from '../../../../src/domain/dividends/levies/levies-on.ts'
import { releaseLine } from '../../../../src/domain/dividends/levies/release-line.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { lockSpending } from '../../../../src/domain/ledger/lock-spending.ts'
import { requestWaiver } from '../../../../src/domain/parties/tax/request-waiver.ts'
import type { Workshop } from '../../../../src/jobs/job.ts'
import { releaseHeldLines } from '../../../../src/jobs/release-held-lines.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { leviedWorldOf } from './levied-world.ts'

const database = useDatabase()
const world = leviedWorldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const release = (key: LineKey, day: string, law?: Law) =>
  world.run(day, tx => releaseLine(tx, key, at(day), law))
const balance = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const held = async (holderId: string, day: string) =>
  (await heldLines(em(), { holderId }, at(day))).map(line => line.gross)

async function late(holderId: string) {
  return world
    .sql()
    .selectFrom('lateLevy')
    .innerJoin('levyRelease', 'levyRelease.id', 'lateLevy.releaseId')
    .leftJoin('entry', 'entry.factId', 'levyRelease.id')
    .select(['code', 'ratio', 'base', 'amount', 'bookedOn'])
    .where('holderId', '=', holderId)
    .orderBy('position')
    .execute()
}

/** A line of 100.00 that is held, paid on 4 December 2025. */
async function heldLine(country: string | null, income: 'dividend' | 'interest' = 'dividend') {
  const { projectId, ann } = await world.heldBy(country, { levies: { income } })
  const run = await world.month(projectId, '2025-11', '100.00')
  const { key } = await world.line(run, ann)
  return { ann, key }
}

describe('a line that was held', () => {
  test('is withheld by the rules of its payment date when the residence is declared a year later', async () => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    expect(await held(ann, '2026-02-02')).toEqual([10_000n])
    await release(key, '2026-02-02')
    const levy = (code: string, ratio: string, amount: bigint) => {
      return { code, ratio, base: 10_000n, amount, bookedOn: '2026-02-02' }
    }
    expect(await late(ann)).toEqual([
      levy('PFU_IR', '0.128', 1_280n),
      levy('CSG', '0.092', 920n),
      levy('CRDS', '0.005', 50n),
      levy('SOLIDARITE', '0.075', 750n),
    ])
    expect([await balance(ann), await held(ann, '2026-02-02')]).toEqual([7_000n, []])
  })

  test('is released once', async () => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    const both = await Promise.allSettled([release(key, '2026-02-02'), release(key, '2026-02-02')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(release(key, '2026-02-03')).rejects.toEqual(refused('LINE_NOT_HELD', key.distributionId))
    expect(await balance(ann)).toBe(7_000n)
  })

  test('stays held, and nothing is written, while something is missing', async () => {
    const { ann, key } = await heldLine(null)
    const missing = 'What is missing: the tax residence of the holder.'
    await expect(release(key, '2026-01-02')).rejects.toEqual(
      refused('NO_LEVY_RULE', `100.00 EUR stays held. ${missing}`),
    )
    await world.declare(ann, 'US', '2026-02-01')
    await expect(release(key, '2026-02-02')).rejects.toEqual(
      refused('NO_LEVY_RULE', 'whether US was an uncooperative state on 2025-12-04'),
    )
    expect([await late(ann), await balance(ann)]).toEqual([[], 10_000n])
    expect(await held(ann, '2026-02-02')).toEqual([10_000n])
  })

  test('is no line that had its levies', async () => {
    const { key } = await heldLine('FR')
    await expect(release(key, '2026-01-02')).rejects.toEqual(refused('LINE_NOT_HELD', key.holderId))
  })

  test('is not taxed where its holder moved to afterwards', async () => {
    const { ann, key } = await heldLine('DE')
    await world.declare(ann, 'FR', '2026-02-01')
    await expect(release(key, '2026-02-02')).rejects.toEqual(refused('NO_LEVY_RULE', 'whether DE was'))
  })

  test('keeps the first residence that was declared after it', async () => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    await world.declare(ann, 'US', '2026-02-02')
    await release(key, '2026-02-03')
    expect(await balance(ann)).toBe(7_000n)
  })

  test('heeds a statement that came in time and was entered late', async () => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    const paper = { receivedOn: '2024-11-20', evidence: 'a'.repeat(64), byFinance: true }
    await world.run('2026-02-01', tx =>
      requestWaiver(tx, { partyId: ann, year: 2025, income: 'dividend', ...paper }, at('2026-02-01')),
    )
    await release(key, '2026-02-02')
    expect((await late(ann)).map(({ code, ratio }) => [code, ratio]).slice(0, 2)).toEqual([
      ['PFU_IR', '0'],
      ['CSG', '0.092'],
    ])
    expect(await balance(ann)).toBe(8_280n)
  })
})

/** The same law, after the operator entered that Germany was cooperative in 2025. */
const EXTENDED: Law = {
  ...KNOWN_LAW,
  states: [
    { states: ['DE'], cooperative: true, from: '2025-01-01', to: '2025-12-31', source: 'of this test' },
    ...KNOWN_LAW.states,
  ],
}
const PROVED = { provedOn: '2025-11-01', evidence: 'b'.repeat(64), byFinance: true }

describe('when the rules are extended', () => {
  test('an exemption releases the whole, as a fact without an entry', async () => {
    const { ann, key } = await heldLine('DE', 'interest')
    await world.declare(ann, 'DE', '2026-02-01', PROVED)
    await release(key, '2026-02-02', EXTENDED)
    expect(await late(ann)).toEqual([{ code: 'RAS', ratio: '0', base: 10_000n, amount: 0n, bookedOn: null }])
    expect([await balance(ann), await held(ann, '2026-02-02')]).toEqual([10_000n, []])
  })

  test('a proof counts that was there on the payment date, whenever it was entered', async () => {
    const [proved, unproved] = [await heldLine('DE'), await heldLine('DE')]
    await world.declare(proved.ann, 'DE', '2026-02-01', PROVED)
    await world.declare(unproved.ann, 'DE', '2026-02-01', { ...PROVED, provedOn: '2026-01-15' })
    for (const { key } of [proved, unproved]) await release(key, '2026-02-02', EXTENDED)
    expect([await balance(proved.ann), await balance(unproved.ann)]).toEqual([8_720n, 7_500n])
  })
})

describe('beside a reversal', () => {
  const takeBack = async ({ distributionId, ...line }: LineKey, whole: boolean) => {
    const day = at('2026-01-10')
    const asked = { distributionId, line: whole ? null : line, reason: 'Wrong', requesterId: newId() }
    const { requestId } = await world.run(day, tx => requestReversal(tx, asked, day))
    await world.run(day, tx => reverseDistribution(tx, { requestId, approverId: newId() }, day))
  }

  test.each([
    ['run', true],
    ['line', false],
  ])(
    'nothing is held of a %s that was taken back: there is nothing to withhold from',
    async (_what, whole) => {
      const { ann, key } = await heldLine(null)
      await takeBack(key, whole)
      await world.declare(ann, 'FR', '2026-02-01')
      expect([await balance(ann), await held(ann, '2026-02-02')]).toEqual([0n, []])
      await expect(release(key, '2026-02-02')).rejects.toEqual(refused('LINE_NOT_HELD', key.distributionId))
    },
  )

  test.each([
    ['run', true],
    ['line', false],
  ])('what was withheld late comes back with a %s that is taken back', async (_what, whole) => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    await release(key, '2026-02-02')
    const levies = () => balanceOf(em(), { kind: 'levy', code: 'CSG', currency: 'EUR' })
    const before = await levies()
    await takeBack(key, whole)
    expect([await balance(ann), before - (await levies())]).toEqual([0n, 920n])
    const short = await world
      .sql()
      .selectFrom('shortfall')
      .innerJoin('account', 'account.id', 'accountId')
      .select('amount')
      .where('ownerId', '=', ann)
      .execute()
    expect(short).toEqual([])
  })

  test('a release waits until what it takes is taken', async () => {
    const { ann, key } = await heldLine(null)
    await world.declare(ann, 'FR', '2026-02-01')
    const [locked, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reversing = transact(database.orm, 'test', async tx => {
      await lockSpending(tx, 'exclusive')
      locked.resolve()
      await mayEnd.promise
    })
    await locked.promise
    const order: string[] = []
    const releasing = release(key, '2026-02-02').then(() => order.push('released'))
    const waiting = sql`select from pg_locks join pg_database on pg_database.oid = database
                         where datname = current_database() and locktype = 'advisory' and not granted`
    while (order.length === 0 && (await waiting.execute(world.sql())).rows.length === 0) await sleep(10)
    order.push('taken back')
    mayEnd.resolve()
    await Promise.all([reversing, releasing])
    expect(order).toEqual(['taken back', 'released'])
  })
})

describe('the job', () => {
  const log = { info() {}, warn() {}, error() {} }
  const paper = { folder: '', platform: { name: '', contact: '', verifyUrl: '' } }
  const shop = (): Workshop => ({
    orm: database.orm,
    clock: testClock(at('2026-03-01')),
    paper,
    log,
  })
  const tick = (law?: Law) => releaseHeldLines(shop(), at('2026-03-01'), law)

  test('releases what can be, leaves the rest held, and does nothing twice', async () => {
    await tick()
    const before = Number((await tick()).match(/(\d+) held/)?.[1])
    const [first, second, third] = [await heldLine(null), await heldLine(null), await heldLine('DE')]
    await world.declare(first.ann, 'FR', '2026-02-01')
    await world.declare(third.ann, 'DE', '2026-02-01', PROVED)
    const both = await Promise.all([tick(), tick()])
    expect(both.reduce((sum, outcome) => sum + Number.parseInt(outcome, 10), 0)).toBe(1)
    expect(await tick()).toBe(`0 lines released, ${before + 2} held`)
    expect([await balance(first.ann), await balance(second.ann)]).toEqual([7_000n, 10_000n])
    await tick(EXTENDED)
    expect([await balance(second.ann), await balance(third.ann)]).toEqual([10_000n, 8_720n])
  })
})
