import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { useDatabase } from '../../support/database.ts'
import { fileOf, oldBooksWorld } from '../../support/old-books.ts'

const database = useDatabase()
const world = oldBooksWorld(database)

const investors = (source: string, names: string[]) =>
  names.map(name => `${source},${name},person,${name},,en,,,`)

const lots = (source: string, shares: Record<string, number>, project: string) =>
  Object.entries(shares).map(
    ([name, count]) => `${source},lot-${name},${name},${project},parts,${count},10.00,EUR,2025-02-10`,
  )

/** What the holders got in a distribution, in the order of their lines in the file. */
async function grossOf(distributionId: string): Promise<bigint[]> {
  const { rows } = await sql<{ gross: bigint }>`
    select gross from dividend join imported_line on target_id = holder_id and kind = 'investors'
     where distribution_id = ${distributionId} order by preparation_id, line`.execute(
    sqlOf(database.orm.em.fork()),
  )
  return rows.map(row => row.gross)
}

test('what rounding there left a holder short of is carried on, and more than rounding explains is refused by name', async () => {
  const all = { tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }] }
  const { projectId } = await world.project(all, 3)
  const names = ['Uma', 'Vic', 'Wim']
  // One after the other: of equal fractions those of the older ids get the cent, and ids of one millisecond have no order.
  for (const name of names) await world.bring('investors', investors('drift', [name]))
  await world.bring('lots', lots('drift', { Uma: 1, Vic: 1, Wim: 1 }, projectId))
  const month = (end: string, paid: string, grosses: string[]) =>
    grosses.map(
      (gross, index) =>
        `drift,${end}-${index},${end},${projectId},${end.slice(0, 8)}01,${end},${end},${paid},holder,${names[index]},parts,${gross},0.00,${gross},EUR`,
    )
  const [march, april] = [
    month('2025-03-31', '2025-04-04', ['33.34', '33.33', '33.33']),
    month('2025-04-30', '2025-05-05', ['33.34', '33.33', '33.33']),
  ]
  const found = async (lines: string[]) =>
    (await world.look('distributions', fileOf('distributions', lines))).found
  expect(
    await found([...march, ...month('2025-04-30', '2025-05-05', ['33.40', '33.30', '33.30'])]),
  ).toMatchObject([
    {
      line: 5,
      column: 'gross',
      code: 'AMOUNT_DIFFERS',
      value: '33.40',
      expected: '33.33 EUR, as the contract gives',
    },
    { line: 6, code: 'AMOUNT_DIFFERS' },
    { line: 7, code: 'AMOUNT_DIFFERS' },
  ])
  await world.bring('distributions', [...march, ...april])
  expect(await found(march)).toEqual([])
  expect(
    (await found(month('2025-04-30', '2025-05-05', ['1.00', '1.00', '1.00']))).map(({ code }) => code),
  ).toEqual([
    ...['LINE_CHANGED', 'LINE_CHANGED', 'LINE_CHANGED', 'LINE_CHANGED', 'LINE_CHANGED', 'LINE_CHANGED'],
  ])
  const next = await world.month(projectId, '2025-05', '100.00')
  // Uma had a cent and a third too much in two months: now she gets one less, and over three months all have 100.00.
  expect(await grossOf(next)).toEqual([3332n, 3334n, 3334n])
  expect(await found(month('2025-05-31', '2025-06-05', ['33.34', '33.33', '33.33']))).toMatchObject([
    { code: 'RUN_MADE_HERE' },
    { code: 'RUN_MADE_HERE' },
    { code: 'RUN_MADE_HERE' },
  ])
})

test('a distribution whose lines do not agree, or pay whom the contract gives nothing, is refused line by line', async () => {
  const { projectId } = await world.project({}, 3)
  await world.bring('investors', investors('odd', ['Uma', 'Vic']))
  await world.bring('lots', lots('odd', { Uma: 3 }, projectId))
  const line = (name: string, rest: string, days = '2025-03-01,2025-03-31,2025-03-31,2025-04-04') =>
    `odd,${name},march,${projectId},${days},${rest},EUR`
  const found = async (...lines: string[]) =>
    (await world.look('distributions', fileOf('distributions', lines))).found.map(each => [
      each.line,
      each.code,
    ])
  expect(
    await found(
      line('a', 'holder,Uma,parts,30.00,1.00,30.00'),
      line('b', 'holder,Uma,parts,30.00,0.00,30.00', '2025-03-01,2025-03-31,2025-03-31,2025-04-05'),
      line('c', 'issuer,Uma,,20.00,0.00,20.00'),
      line('d', 'holder,,,1.00,0.00,1.00', '2025-04-01,2025-03-31,2025-03-30,2025-03-29'),
    ),
  ).toEqual(
    expect.arrayContaining([
      [2, 'NET_OTHER'],
      [3, 'DISTRIBUTION_DIFFERS'],
      [3, 'PAID_TWICE'],
      [4, 'VALUE_UNEXPECTED'],
      [5, 'VALUE_MISSING'],
      [5, 'DAYS_MISORDERED'],
    ]),
  )
  expect(
    await found(
      line('a', 'holder,Uma,parts,29.00,0.00,29.00'),
      line('b', 'holder,Vic,parts,1.00,0.00,1.00'),
      line('c', 'issuer,,,20.00,0.00,20.00'),
      line('d', 'platform,,,50.00,0.00,50.00'),
    ),
  ).toEqual([
    [2, 'AMOUNT_DIFFERS'],
    [3, 'NOT_A_RECIPIENT'],
  ])
  expect(
    await found(
      line('a', 'holder,Uma,parts,30.00,5.00,25.00'),
      line('c', 'issuer,,,20.00,0.00,20.00'),
      line('d', 'platform,,,50.00,0.00,50.00'),
    ),
  ).toEqual([[2, 'WITHHELD_DIFFERS']])
})
