import { describe, expect, test } from '@jest/globals'
import { returnDueOn, taxFileDueOn } from '../../../../src/domain/dividends/filing/due-day.ts'
import { fileTaxReturn } from '../../../../src/domain/dividends/filing/file-tax-return.ts'
import { boxOf } from '../../../../src/domain/dividends/filing/return-boxes.ts'
import {
  filings,
  type MonthReturn,
  taxReturnOf,
} from '../../../../src/domain/dividends/filing/tax-returns.ts'
import { releaseLine } from '../../../../src/domain/dividends/levies/release-line.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { filingWorldOf } from './filing-world.ts'

const database = useDatabase()
const world = filingWorldOf(database)
const em = () => database.orm.em.fork()
const of = (month: string) => taxReturnOf(em(), `${month}-01`)
const file = (month: string, day: string, filerId = newId()) =>
  world.run(day, tx => fileTaxReturn(tx, { month, filerId }, at(day)))
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const lines = (found: MonthReturn) =>
  found.lines.map(({ code, ratio, box, corrects, base, amount }) => [
    code,
    ratio,
    box,
    corrects,
    base,
    amount,
  ])

test('two months and a reversal: each month declares what its levy accounts moved by', async () => {
  const { projectId, classId, ann } = await world.heldBy('FR')
  await world.month(projectId, '2025-03', '100.00')
  const may = await world.month(projectId, '2025-04', '50.00')
  const april = await of('2025-04')
  expect(lines(april)).toEqual([
    ['CRDS', '0.005', 'AAC', null, 10_000n, 50n],
    ['CSG', '0.092', 'QG', null, 10_000n, 920n],
    ['PFU_IR', '0.128', 'EA', null, 10_000n, 1_280n],
    ['SOLIDARITE', '0.075', 'QH', null, 10_000n, 750n],
  ])
  expect([april.posted, april.closed, april.dueOn, april.filing]).toEqual([3_000n, false, '2025-05-15', null])
  expect((await of('2025-05')).posted).toBe(1_500n)
  expect(lines(await of('2025-06'))).toEqual([])

  await expect(file('2025-04', '2025-05-10')).rejects.toEqual(refused('TAX_RETURN_OPEN', 'closed: none'))
  const closerId = await world.closed('2025-06-10', '2025-01', '2025-02', '2025-04', '2025-05')
  await expect(file('2025-04', '2025-06-10', closerId)).rejects.toEqual(refused('TAX_RETURN_BY_CLOSER'))
  const { taxReturnId } = await file('2025-04', '2025-06-10')
  await expect(file('2025-04', '2025-06-11')).rejects.toEqual(refused('TAX_RETURN_FILED', '2025-06-10'))

  // In June a line of April's run and the run of May are taken back.
  await world.reversed(may, '2025-06-20', null)
  const [first] = await world
    .sql()
    .selectFrom('distribution')
    .select('id')
    .where('projectId', '=', projectId)
    .orderBy('number')
    .execute()
  await world.reversed(first?.id ?? '', '2025-06-20', { classId, holderId: ann })
  const june = await of('2025-06')
  expect(lines(june)).toEqual([
    ['CRDS', '0.005', 'AAC', '2025-04-01', -10_000n, -50n],
    ['CSG', '0.092', 'QG', '2025-04-01', -10_000n, -920n],
    ['PFU_IR', '0.128', 'EA', '2025-04-01', -10_000n, -1_280n],
    ['SOLIDARITE', '0.075', 'QH', '2025-04-01', -10_000n, -750n],
    ['CRDS', '0.005', 'AAC', '2025-05-01', -5_000n, -25n],
    ['CSG', '0.092', 'QG', '2025-05-01', -5_000n, -460n],
    ['PFU_IR', '0.128', 'EA', '2025-05-01', -5_000n, -640n],
    ['SOLIDARITE', '0.075', 'QH', '2025-05-01', -5_000n, -375n],
  ])
  expect(june.posted).toBe(-4_500n)
  // May was never declared, so nothing of it can be linked; what was declared of April stays as it was.
  expect(new Set(june.lines.map(line => line.correctsId))).toEqual(new Set([taxReturnId, null]))
  expect(lines(await of('2025-04'))).toEqual(lines(april))

  await world.closed('2025-07-10', '2025-06')
  await file('2025-06', '2025-07-10')
  expect((await filings(em(), null)).map(each => [each.month, each.total, each.dueOn])).toEqual([
    ['2025-06-01', -4_500n, '2025-07-15'],
    ['2025-04-01', 3_000n, '2025-05-15'],
  ])
  expect(lines(await of('2025-06'))).toEqual(lines(june))
})

test('what is withheld late is declared in the month of that, at the ratio of its payment date', async () => {
  const { projectId, ann } = await world.heldBy(null)
  const run = await world.month(projectId, '2025-11', '100.00')
  const before = (await of('2025-12')).posted
  await world.declare(ann, 'FR', '2026-02-01')
  const { key } = await world.line(run, ann)
  await world.run('2026-02-02', tx => releaseLine(tx, key, at('2026-02-02')))
  expect([before, (await of('2025-12')).posted]).toEqual([0n, 0n])
  const february = await of('2026-02')
  expect(february.posted).toBe(3_000n)
  expect(february.lines.map(({ code, ratio, box }) => [code, ratio, box])).toContainEqual([
    'CSG',
    '0.092',
    null,
  ])
})

describe('the day by which it is due', () => {
  test.each([
    ['2025-04-01', '2025-05-15'],
    // 15 June 2025 is a Sunday, 15 November a Saturday.
    ['2025-05-01', '2025-06-13'],
    ['2025-10-01', '2025-11-14'],
    ['2025-12-01', '2026-01-15'],
  ])('what was withheld in the month of %s is there by %s', (month, day) => {
    expect(returnDueOn(month)).toBe(day)
  })

  test('is before 16 February for the file of a year', () => {
    expect([taxFileDueOn(2024), taxFileDueOn(2025)]).toEqual(['2025-02-14', '2026-02-13'])
  })
})

test('a box is named only for the months of a form that was read', () => {
  expect([boxOf('CSG', 'dividend', '2025-12'), boxOf('CSG', 'dividend', '2026-01')]).toEqual(['QG', null])
  expect([boxOf('PFU_IR', 'interest', '2025-01'), boxOf('PFU_IR', 'royalty', '2025-01')]).toEqual([
    'AB',
    null,
  ])
})
