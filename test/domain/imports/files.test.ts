import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { readImport } from '../../../src/documents/import-file/read-import.ts'
import { newId } from '../../../src/domain/ids.ts'
import { approveImport } from '../../../src/domain/imports/approve-import.ts'
import { imports } from '../../../src/domain/imports/imports.ts'
import { prepareImport } from '../../../src/domain/imports/prepare-import.ts'
import { profileOf } from '../../../src/domain/parties/people/profiles.ts'
import { holdingsAt } from '../../../src/domain/shares/register.ts'
import { useDatabase } from '../../support/database.ts'
import { fileOf, oldBooksWorld } from '../../support/old-books.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const world = oldBooksWorld(database)
const em = () => database.orm.em.fork()
const refused = (code: string) => expect.objectContaining({ code })

/** How many rows there are of everything that an import writes. */
async function counts() {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from party) as parties, (select count(*)::int from lot) as lots,
           (select count(*)::int from imported_line) as lines, (select count(*)::int from distribution) as runs,
           (select count(*)::int from act) as acts`.execute(sqlOf(em()))
  return rows[0]
}

const problems = async (kind: 'investors' | 'lots' | 'distributions', lines: string[]) =>
  (await world.look(kind, fileOf(kind, lines))).found.map(({ line, column, code, value }) => [
    line,
    column,
    code,
    value,
  ])

const person = (source: string, reference: string, name = reference, email = '') =>
  `${source},${reference},person,${name},${email},fr,FR,,`

describe('investors of another platform', () => {
  test('become parties with a profile, a tax residence and a login whose password nobody has', async () => {
    await world.bring('investors', [
      'a,1,person,Zoë Durand,Zoe@x.example,fr,FR,FR,2020-01-15',
      'a,2,firm,Petit SARL,,fr,FR,,',
    ])
    const { rows } = await sql<{ reference: string; id: string; country: string; address: string }>`
      select reference, target_id as id, tax.country, address from imported_line
        left join tax_residence as tax on tax.party_id = target_id
        left join login on login.party_id = target_id left join login_address on login_id = login.id
       where source = 'a' order by line`.execute(sqlOf(em()))
    expect(rows).toMatchObject([
      { reference: '1', country: 'FR', address: 'Zoe@x.example' },
      { reference: '2', country: null, address: null },
    ])
    expect(await profileOf(em(), rows[1]?.id ?? '')).toMatchObject({
      kind: 'firm',
      name: 'Petit SARL',
      language: 'fr',
      country: 'FR',
      version: 1,
    })
  })

  test('stand in a file once: by reference, by mail address and by name, in whatever letters', async () => {
    await world.bring('investors', [person('b', 'old-1', 'Max', 'max@x.example')])
    expect(
      await problems('investors', [
        person('b', 'X1', 'Ann Lee', 'ann@x.example'),
        person('b', 'X1', 'Bea'),
        person('b', 'x1', 'Cid'),
        person('b', 'X4', 'Dan', 'ANN@x.example'),
        person('b', 'X5', 'ANN LEE'),
        person('b', 'X6', 'Eve', 'MAX@x.example'),
        person('b', 'OLD-1', 'Fay'),
        'b,X8,firm,Firm,f@x.example,fr,FR,,2099-01-01',
      ]),
    ).toEqual([
      [2, 'reference', 'REFERENCE_CASE', 'X1'],
      [3, 'reference', 'REFERENCE_CASE', 'X1'],
      [3, 'reference', 'REFERENCE_TWICE', 'X1'],
      [4, 'reference', 'REFERENCE_CASE', 'x1'],
      [5, 'email', 'EMAIL_TWICE', null],
      [6, 'name', 'NAME_CASE', null],
      [7, 'email', 'EMAIL_KNOWN', null],
      [8, 'reference', 'REFERENCE_CASE', 'OLD-1'],
      [9, 'email', 'EMAIL_OF_FIRM', null],
      [9, 'tax_country', 'VALUE_MISSING', null],
      [9, 'tax_proved_on', 'DAY_AHEAD', null],
    ])
  })
})

describe('lots of another platform', () => {
  test('stand in the register from their day on, with what was paid in for them', async () => {
    const { projectId, classId } = await world.project({}, 10)
    // One after the other: the register goes by ids, and those of one millisecond have no order.
    for (const name of ['Ann', 'Bea']) await world.bring('investors', [person('c', name)])
    await world.bring('lots', [
      `c,1,Ann,${projectId},parts,6,10.00,EUR,2024-05-01`,
      `c,2,Bea,${projectId},parts,3,12.50,EUR,2024-06-01`,
    ])
    const held = async (day: string) =>
      (await holdingsAt(em(), classId, at(`${day}T12:00:00Z`))).map(row => [row.shares, row.paidIn])
    expect(await held('2024-04-30')).toEqual([])
    expect(await held('2024-05-01')).toEqual([[6, 6000n]])
    expect(await held('2024-06-01')).toEqual([
      [6, 6000n],
      [3, 3750n],
    ])
  })

  test('name what is here, in the currency of the project, up to today and to the shares of the class', async () => {
    const { projectId } = await world.project({}, 10)
    await world.bring('investors', [person('d', 'Ann')])
    const lot = (rest: string) => `d,${rest.split(',')[0]}x,${rest}`
    expect(
      await problems('lots', [
        lot(`Ann,${projectId},parts,6,10.00,EUR,2024-05-01`),
        lot(`Bea,${newId()},parts,1,10.00,EUR,2024-05-01`),
        `d,y,Ann,${projectId},golden,1,10.00,USD,2099-05-01`,
        `d,z,Ann,${projectId},parts,5,10.00,EUR,2024-05-01`,
      ]),
    ).toEqual([
      [3, 'investor', 'INVESTOR_UNKNOWN', 'Bea'],
      [3, 'project', 'PROJECT_UNKNOWN', expect.any(String)],
      [4, 'class', 'CLASS_UNKNOWN', 'golden'],
      [4, 'currency', 'CURRENCY_OTHER', 'USD'],
      [4, 'since', 'DAY_AHEAD', '2099-05-01'],
      [5, 'shares', 'SHARES_TOO_MANY', '5'],
    ])
  })

  test('leave no more shares to an offering than the class has besides, and come before its next run', async () => {
    const { projectId, classId } = await world.project({}, 10)
    await world.bring('investors', [person('e', 'Ann')])
    await world.bring('lots', [`e,1,Ann,${projectId},parts,6,10.00,EUR,2024-05-01`])
    await expect(world.offering(classId, { shares: 5, goal: 1000n })).rejects.toEqual(
      refused('OFFERED_TOO_MANY'),
    )
    await world.offering(classId, { shares: 4, goal: 1000n })
    await world.month(projectId, '2025-03', '100.00')
    expect(await problems('lots', [`e,2,Ann,${projectId},parts,1,10.00,EUR,2025-03-31`])).toEqual([
      [2, 'shares', 'SHARES_TOO_MANY', '1'],
      [2, 'since', 'LOT_BEFORE_RUN', '2025-03-31'],
    ])
  })
})

describe('an import', () => {
  test('of a file twice, or of one that repeats old lines, adds what is new and nothing else', async () => {
    const { preparationId } = await world.bring('investors', [person('f', '1'), person('f', '2')])
    const before = await counts()
    const again = await world.bring('investors', [person('f', '1'), person('f', '2')])
    expect(again).toMatchObject({ preparationId, lines: 2, fresh: 0, problems: 0 })
    expect(await counts()).toEqual({ ...before, acts: (before?.acts ?? 0) + 2 })
    const more = await world.bring('investors', [person('f', '2'), person('f', '3')])
    expect(more).toMatchObject({ lines: 2, fresh: 1 })
    expect(await counts()).toMatchObject({
      parties: (before?.parties ?? 0) + 1,
      lines: (before?.lines ?? 0) + 1,
    })
  })

  test('of a line that says something else than it did is refused with both, a name but by its column', async () => {
    const { projectId } = await world.project({}, 10)
    await world.bring('investors', [person('g', 'Ann')])
    await world.bring('lots', [`g,1,Ann,${projectId},parts,6,10.00,EUR,2024-05-01`])
    const look = await world.look(
      'lots',
      fileOf('lots', [`g,1,Ann,${projectId},parts,7,10.00,EUR,2024-05-01`]),
    )
    expect(look.found).toEqual([
      {
        line: 2,
        column: 'shares',
        code: 'LINE_CHANGED',
        value: '7',
        expected: '"6", as it said when it was imported: a correction is a line of its own',
      },
    ])
    expect(await problems('investors', [person('g', 'Ann', 'Anna')])).toEqual([
      [2, 'name', 'LINE_CHANGED', null],
    ])
  })

  test('is approved by another person, for the file that was looked at, and is whole or nothing', async () => {
    const bytes = fileOf('investors', [person('h', '1'), person('h', '2')])
    const preparerId = newId()
    const told = { kind: 'investors' as const, sha256: 'looked', fileName: 'h.csv', lines: 2, preparerId }
    const now = at('2026-01-15')
    const { preparationId } = await world.run(now, tx => prepareImport(tx, told, now))
    const approve = (change: object) => {
      const batches = () => readImport(bytes, 'investors')
      const input = { preparationId, sha256: 'looked', approverId: newId(), batches, ...change }
      return world.run(now, tx => approveImport(tx, input, now))
    }
    await expect(approve({ sha256: 'other' })).rejects.toEqual(refused('IMPORT_FILE_OTHER'))
    await expect(approve({ approverId: preparerId })).rejects.toEqual(refused('IMPORT_APPROVER_PREPARED'))
    await expect(approve({ preparationId: newId() })).rejects.toEqual(refused('IMPORT_UNKNOWN'))
    const before = await counts()
    const bad = fileOf('investors', [person('h', '1'), 'h,2,nobody,Bea,,fr,FR,,'])
    await expect(approve({ batches: () => readImport(bad, 'investors') })).rejects.toMatchObject({
      code: 'IMPORT_HAS_PROBLEMS',
      message: '1 problems, the first in line 3: expected one of person, firm. Nothing was imported.',
    })
    async function* broken() {
      yield* readImport(bytes, 'investors')
      throw new Error('the disk is gone')
    }
    await expect(approve({ batches: broken })).rejects.toThrow('the disk is gone')
    expect(await counts()).toEqual(before)
    await approve({})
    expect(await imports(em())).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: preparationId, fresh: 2, lines: 2 })]),
    )
    const after = await counts()
    await approve({})
    expect(await counts()).toEqual({ ...after, acts: (after?.acts ?? 0) + 1 })
  })
})
