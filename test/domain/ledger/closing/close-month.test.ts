import { beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { act } from '../../../../src/act.ts'
import type { Orm } from '../../../../src/database/orm.ts'
import { sqlOf } from '../../../../src/database/sql.ts'
import { system } from '../../../../src/domain/acts/actor.ts'
import { CLOSING_CHECKS } from '../../../../src/domain/checks/closing-checks.ts'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { book } from '../../../../src/domain/ledger/book.ts'
import { bookEach } from '../../../../src/domain/ledger/book-each.ts'
import { bookOpposite } from '../../../../src/domain/ledger/book-opposite.ts'
import { closeMonth } from '../../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../../src/domain/ledger/closing/prepare-month.ts'
import type { EntryKind } from '../../../../src/domain/ledger/kinds.ts'
import { credit, holder } from '../../../support/books.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase({ checked: false })
const [fatou, armand] = [newId(), newId()]

type Em = ReturnType<Orm['em']['fork']>

async function run<T>(now: string, verb: (em: Em) => Promise<T>): Promise<T> {
  let answer: T | undefined
  const deed = { actor: system('cli'), verb: 'test', now: at(now) }
  await act(database.orm, deed, async em => {
    answer = await verb(em as Em)
    return {}
  })
  return answer as T
}

/** Books an entry of one cent on a day; answers where it stands in the end. */
async function booked(bookedOn: string, kind: EntryKind = 'receiptRecorded', now = bookedOn) {
  const factId = newId()
  await run(now, em => book(em, { kind, factId, bookedOn }, credit(holder(), 1n)))
  return { factId, day: await dayOf(factId) }
}

async function dayOf(factId: string): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select booked_on::text as day from entry where fact_id = ${factId}`.execute(sqlOf(database.orm.em.fork()))
  return rows[0]?.day ?? ''
}

const prepare = (month: string, now: string) =>
  run(now, em => prepareMonth(em, { month, preparerId: fatou }, at(now)))
const close = (preparationId: string, now: string, approverId = armand) =>
  run(now, em => closeMonth(em, { preparationId, approverId }, at(now)))
const closed = async (month: string, now: string) => close((await prepare(month, now)).preparationId, now)

async function numbers(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select year || ' ' || journal || number || ' ' || booked_on as text from entry_number join entry on entry.id = entry_id
     order by year, journal, number`.execute(sqlOf(database.orm.em.fork()))
  return rows.map(row => row.text)
}

/** Each test has years of its own, later ones than those before: a month that is closed stays so. */
let year = 2000
beforeEach(() => {
  year += 10
})

const day = (text: string, later = 0) => `${year + later}-${text}`

async function faults(): Promise<string[]> {
  const results = await database.orm.em.fork().transactional(em => runChecks(em, CLOSING_CHECKS))
  return results.flatMap(({ found }) => found)
}

describe('closing a month', () => {
  test('numbers its entries in their journals, by their days, from 1 on in each year without a gap', async () => {
    await booked(day('11-20'), 'serviceInvoiced')
    await booked(day('11-30'))
    await booked(day('11-02'))
    await closed(day('11'), day('12-01'))
    await booked(day('12-31'))
    await booked(day('12-30'), 'revenueDistributed')
    await closed(day('12'), day('01-02', 1))
    await booked(day('01-05', 1))
    await closed(day('01', 1), day('02-03', 1))
    expect((await numbers()).filter(text => Number(text.slice(0, 4)) >= year)).toEqual([
      `${year} BQ1 ${day('11-02')}`,
      `${year} BQ2 ${day('11-30')}`,
      `${year} BQ3 ${day('12-31')}`,
      `${year} OD1 ${day('12-30')}`,
      `${year} VE1 ${day('11-20')}`,
      `${year + 1} BQ1 ${day('01-05', 1)}`,
    ])
    expect(await faults()).toEqual([])
  })

  test('is for a month that is over: at midnight in Paris, not a millisecond before', async () => {
    const early = prepare(day('03'), day('03-31T21:59:59.999Z'))
    await expect(early).rejects.toMatchObject({
      code: 'MONTH_NOT_OVER',
      message: `${day('03')} is over at ${day('03-31T22:00:00.000Z')}: it is closed then or later.`,
    })
    const { preparationId } = await prepare(day('03'), day('03-31T22:00:00.000Z'))
    await expect(close(preparationId, day('03-31T21:59:59.999Z'))).rejects.toMatchObject({
      code: 'MONTH_NOT_OVER',
    })
    await close(preparationId, day('03-31T22:00:00.000Z'))
    await expect(prepare('2010-13', day('04-02'))).rejects.toMatchObject({ code: 'MONTH_MALFORMED' })
  })

  test('is done once, and not while entries of a month before wait', async () => {
    await booked(day('05-20'))
    await expect(prepare(day('06'), day('07-02'))).rejects.toMatchObject({
      code: 'MONTH_BEFORE_OPEN',
      message: `Before ${day('06')} there are 1 entries of open months, from ${day('05')} on: close that month first.`,
    })
    const [first, second] = [await prepare(day('05'), day('07-02')), await prepare(day('05'), day('07-02'))]
    await close(first.preparationId, day('07-02'))
    for (const again of [first, second]) {
      await expect(close(again.preparationId, day('07-02'))).rejects.toMatchObject({ code: 'MONTH_CLOSED' })
    }
    // A month that nothing was booked in is closed with the one after it.
    await closed(day('08'), day('09-02'))
    await expect(prepare(day('07'), day('09-02'))).rejects.toMatchObject({
      code: 'MONTH_CLOSED',
      message: `${day('07')} is closed: the books are closed up to and with ${day('08')}.`,
    })
  })

  test('needs another person, who closes what was prepared', async () => {
    await booked(day('05-20'))
    const { preparationId } = await prepare(day('05'), day('06-02'))
    await expect(close(preparationId, day('06-02'), fatou)).rejects.toMatchObject({ code: 'CLOSER_PREPARED' })
    await booked(day('05-21'))
    await expect(close(preparationId, day('06-02'))).rejects.toMatchObject({
      code: 'CLOSING_MOVED',
      message: `When the closing of ${day('05')} was prepared it had 1 entries, now it has 2: prepare it anew.`,
    })
    await expect(close(newId(), day('06-02'))).rejects.toMatchObject({ code: 'CLOSING_UNKNOWN' })
    await closed(day('05'), day('06-02'))
    expect(await faults()).toEqual([])
  })
})

describe('a month that is closed', () => {
  test('takes no entry any more: what belongs to it is dated today', async () => {
    const { factId, day: before } = await booked(day('05-20'))
    expect(before).toBe(day('05-20'))
    await closed(day('05'), day('06-02'))
    expect((await booked(day('05-20'), 'receiptRecorded', day('06-10'))).day).toBe(day('06-10'))
    // By its instant an act may be of the last moment of the month: the books go on with the next.
    expect((await booked(day('05-31'), 'receiptRecorded', day('05-31'))).day).toBe(day('06-01'))
    expect((await booked(day('06-01'), 'receiptRecorded', day('06-10'))).day).toBe(day('06-01'))
    const [each, opposite] = [newId(), newId()]
    const bookedOn = day('05-02')
    await run(day('06-11'), em =>
      bookEach(em, [{ kind: 'receiptRecorded', factId: each, bookedOn, postings: credit(holder(), 1n) }]),
    )
    await run(day('06-12'), em =>
      bookOpposite(
        em,
        { kind: 'runReversed', factId: opposite, bookedOn },
        { kinds: ['receiptRecorded'], factIds: [factId] },
      ),
    )
    expect([await dayOf(each), await dayOf(opposite)]).toEqual([day('06-11'), day('06-12')])
    await closed(day('06'), day('07-01'))
    expect(await faults()).toEqual([])
  })

  test('is refused by the database, whoever writes', async () => {
    await closed(day('05'), day('06-02'))
    const values = { id: newId(), kind: 'receiptRecorded' as const, factId: newId(), bookedOn: day('05-31') }
    await expect(
      run(day('06-03'), em => sqlOf(em).insertInto('entry').values(values).execute()),
    ).rejects.toMatchObject({ code: '23514', constraint: 'entry_of_open_month' })
  })

  test('waits for an entry that is being booked, and numbers it', async () => {
    const { preparationId } = await prepare(day('05'), day('06-02'))
    let closing: Promise<unknown> = Promise.resolve()
    await run(day('06-02'), async em => {
      await book(
        em,
        { kind: 'receiptRecorded', factId: newId(), bookedOn: day('05-31') },
        credit(holder(), 1n),
      )
      closing = close(preparationId, day('06-02'))
      // It can only be answered when this transaction has ended.
      const first = await Promise.race([closing.catch(error => error.code), sleep(300)])
      expect(first).toBe('still waiting')
    })
    await expect(closing).rejects.toMatchObject({ code: 'CLOSING_MOVED' })
  })
})

const sleep = (ms: number) => new Promise(resolve => setTimeout(() => resolve('still waiting'), ms))
