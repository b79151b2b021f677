import { beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { BANK_CHECKS } from '../../../../src/domain/checks/raise/bank-checks.ts'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { bankFile, CLIENTS_IBAN, type EntryText } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'

const database = useDatabase()
const world = importingWorld(database)
beforeAll(() => world.openAccount())

const SWISS = 'CH2801234000123456789'
const DAYS = 8
const dayOf = (index: number) => `2025-01-0${index + 1}`
const units = (cents: number) => (cents / 100).toFixed(2)

/** What the bank books on each of eight days, in cents. */
const booked = fc.array(fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 4 }), {
  minLength: DAYS,
  maxLength: DAYS,
})
/** Reports from one of the days to another, in any order, some of them twice. */
const spans = fc.array(fc.tuple(fc.nat(DAYS - 1), fc.nat(DAYS - 1)), { minLength: 1, maxLength: 6 })

let runs = 0
const balance = async () => {
  const { rows } = await sql<{ cents: bigint; rows: number }>`
    select coalesce(sum(amount), 0)::bigint as cents, count(*)::int as rows
      from account join posting on account_id = account.id where kind = 'bank'`.execute(sqlOf(world.em()))
  return { cents: Number(rows[0]?.cents), rows: rows[0]?.rows ?? 0 }
}

test('reports that overlap in any way, in any order, book each movement once', async () => {
  await fc.assert(
    fc.asyncProperty(booked, spans, async (days, reports) => {
      runs += 1
      const before = await balance()
      for (const [one, other] of reports)
        await world.bring(reportOf(days, Math.min(one, other), Math.max(one, other)))
      const covered = days.filter((_day, index) =>
        reports.some(([one, other]) => index >= Math.min(one, other) && index <= Math.max(one, other)),
      )
      const moved = covered.flat().filter(cents => cents !== 0)
      const after = await balance()
      expect({ cents: after.cents - before.cents, rows: after.rows - before.rows }).toEqual({
        cents: moved.reduce((sum, cents) => sum + cents, 0),
        rows: moved.length,
      })
    }),
    { numRuns: 25 },
  )
})

function reportOf(days: readonly number[][], from: number, until: number, iban = CLIENTS_IBAN): string {
  const sum = (part: readonly number[][]) => part.flat().reduce((all, cents) => all + cents, 0)
  const entries = days.slice(from, until + 1).flatMap((cents, index) =>
    cents.map((each, place): EntryText => {
      return {
        amount: units(Math.abs(each)),
        side: each < 0 ? 'DBIT' : 'CRDT',
        ref: `R${runs}-${from + index}-${place}`,
        day: dayOf(from + index),
        currency: iban === CLIENTS_IBAN ? 'EUR' : 'CHF',
      }
    }),
  )
  return bankFile({
    id: `R${runs}-${from}-${until}`,
    iban,
    currency: iban === CLIENTS_IBAN ? 'EUR' : 'CHF',
    opening: units(sum(days.slice(0, from))),
    closing: units(sum(days.slice(0, until + 1))),
    from: dayOf(from),
    until: dayOf(until),
    entries,
  })
}

test('a month in which nothing was left over does not look like one more day', async () => {
  const days = [[500], [], [-500], [], [], [], [], []]
  runs += 1
  await world.openAccount(SWISS, 'CHF')
  for (const [from, until] of [
    [2, 3],
    [0, 3],
  ] as const) {
    await world.bring(reportOf(days, from, until, SWISS))
  }
  const found = await world.em().transactional(em => runChecks(em, BANK_CHECKS))
  expect(found.filter(({ violations }) => violations > 0)).toEqual([])
})
