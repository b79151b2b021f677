import { expect, test } from '@jest/globals'
import {
  abroadFileOf,
  abroadFiles,
  statementsOfFile,
  totalsOfFile,
} from '../../../../src/domain/dividends/abroad/abroad-files.ts'
import { yearAbroad } from '../../../../src/domain/dividends/abroad/year-abroad.ts'
import { postedForYear } from '../../../../src/domain/dividends/filing/levy-postings.ts'
import { taxReturnOf } from '../../../../src/domain/dividends/filing/tax-returns.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { changeProfile } from '../../../../src/domain/parties/people/change-profile.ts'
import { useDatabase } from '../../../support/database.ts'
import { LEVIED } from '../levies/levied-world.ts'
import { abroadWorldOf } from './abroad-world.ts'

const database = useDatabase()
const world = abroadWorldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const shown = async (fileId: string) =>
  (await statementsOfFile(em(), fileId)).map(({ identity, country, action, correctsRef, amounts }) => {
    return { partyId: identity.partyId, country, action, correctsRef, ...amounts }
  })

test('who lives abroad is told, and corrections name what they correct', async () => {
  const { projectId, classId, holders } = await world.funded(
    { Ann: 5, Bea: 2, Cid: 1, Dee: 1, Eva: 1 },
    LEVIED,
  )
  const { Ann: ann = '', Bea: bea = '', Cid: cid = '', Dee: dee = '', Eva: eva = '' } = holders
  await world.declare(ann, 'FR', '2025-01-01')
  await world.declare(bea, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  await world.declare(cid, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  await world.declare(dee, 'US', '2025-01-02')
  await world.identify(bea, '2025-01-03', { taxNumber: '86095742719', town: 'Kehl' })
  const first = await world.month(projectId, '2026-03', '100.00')
  await world.month(projectId, '2026-04', '200.00')

  await expect(world.tell(2026, '2027-01-09')).rejects.toEqual(refused('ABROAD_YEAR_OPEN', 'closed: none'))
  const closer = await world.yearsClosed('2027-01-10', 2025, 2026)
  await expect(world.tell(2026, '2027-01-11', { issuerId: closer })).rejects.toEqual(
    refused('ABROAD_BY_CLOSER'),
  )
  await expect(world.tell(2026, '2027-01-11', { siret: '1' })).rejects.toEqual(refused('SIRET_MALFORMED'))
  const one = await world.tell(2026, '2027-01-11')

  // A fifth of 300.00 is Bea's; 12.8 % of it were withheld. Her account has the rest at the end of the year.
  const beas = { dividend: 6_000n, interest: 0n, royalty: 0n, other: 0n, redeemed: 0n, withheld: 768n }
  expect(await shown(one.abroadFileId)).toEqual([
    { partyId: bea, country: 'DE', action: 'new', correctsRef: null, balance: 5_232n, ...beas },
  ])
  const totals = await totalsOfFile(em(), one.abroadFileId)
  expect(
    totals.map(({ outcome, parties, received, withheld }) => [outcome, parties, received, withheld]),
  ).toEqual([
    ['addressUnknown', 1, 3_000n, 384n],
    ['livesInFrance', 1, 15_000n, 4_710n],
    ['residenceUnknown', 1, 3_000n, 0n],
    ['told', 1, 6_000n, 768n],
    ['unitedStates', 1, 3_000n, 0n],
  ])
  expect(totals.reduce((sum, row) => sum + row.received, 0n)).toBe(30_000n)
  expect(totals.reduce((sum, row) => sum + row.withheld, 0n)).toBe(await postedForYear(em(), 2026))
  // Nothing was taken back yet: it is what the twelve returns of the year declare.
  let declared = 0n
  for (let month = 1; month <= 12; month++) {
    const { lines } = await taxReturnOf(em(), `2026-${`${month}`.padStart(2, '0')}-01`)
    declared += lines.reduce((sum, line) => sum + line.amount, 0n)
  }
  expect(totals.reduce((sum, row) => sum + row.withheld, 0n)).toBe(declared)
  expect((await yearAbroad(em(), 2026)).left.map(each => [each.partyId, each.outcome])).toEqual(
    [
      [cid, 'addressUnknown'],
      [dee, 'unitedStates'],
      [eva, 'residenceUnknown'],
    ].toSorted(),
  )
  await expect(world.tell(2026, '2027-01-12')).rejects.toEqual(
    refused('ABROAD_UNCHANGED', 'the 1 files issued for 2026: 1 accounts are told, and 3 parties'),
  )

  // Cid says where he lives, and Bea's line of the first run is taken back: what is new comes first, alone.
  await world.identify(cid, '2027-02-01', { town: 'Ulm' })
  await world.reversed(first, '2027-02-02', { classId, holderId: bea })
  const two = await world.tell(2026, '2027-02-03')
  expect(await abroadFileOf(em(), two.abroadFileId)).toMatchObject({ revision: 2, kind: 'new' })
  expect((await shown(two.abroadFileId)).map(row => [row.partyId, row.action])).toEqual([[cid, 'new']])
  const three = await world.tell(2026, '2027-02-03')
  const [told] = await statementsOfFile(em(), one.abroadFileId)
  expect(await shown(three.abroadFileId)).toEqual([
    {
      ...{ partyId: bea, country: 'DE', action: 'corrected', correctsRef: told?.docRef, balance: 5_232n },
      ...{ ...beas, dividend: 4_000n, withheld: 512n },
    },
  ])
  const files = await abroadFiles(em(), 2026)
  expect(files.map(file => [file.revision, file.kind, file.payerRef === files[0]?.payerRef])).toEqual([
    [3, 'correction', true],
    [2, 'new', true],
    [1, 'new', true],
  ])
  expect(new Set(files.map(file => file.messageRef)).size).toBe(3)

  // Bea had lived elsewhere after all: what was told of her is taken back in the words in which it was told.
  await world.identify(bea, '2027-03-01', { taxNumber: '86095742719' })
  const four = await world.tell(2026, '2027-03-02')
  const [corrected] = await statementsOfFile(em(), three.abroadFileId)
  const [taken] = await statementsOfFile(em(), four.abroadFileId)
  expect(taken).toMatchObject({
    action: 'void',
    correctsRef: corrected?.docRef,
    amounts: { dividend: 4_000n },
  })
  expect(taken?.identity.town).toBe('Kehl')
  // And once she says her town again, she is new.
  await world.identify(bea, '2027-03-03', { town: 'Kehl' })
  const five = await world.tell(2026, '2027-03-04')
  expect(await shown(five.abroadFileId)).toMatchObject([{ partyId: bea, action: 'new', correctsRef: null }])

  // Who pays moves: its own words are corrected first, with nothing else.
  const six = await world.tell(2026, '2027-03-05', { town: 'Lyon' })
  expect(await abroadFileOf(em(), six.abroadFileId)).toMatchObject({
    kind: 'correction',
    town: 'Lyon',
    correctsPayerRef: files[0]?.payerRef,
  })
  expect(await shown(six.abroadFileId)).toEqual([])
  await expect(abroadFileOf(em(), newId())).rejects.toEqual(refused('ABROAD_FILE_UNKNOWN'))
})

test('who moves away after the year still lived where he had said, and a year of nobody has nothing to tell', async () => {
  const { projectId, ann } = await world.heldBy('DE')
  await world.declare(ann, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  await world.identify(ann, '2025-01-03', { town: 'Kehl' })
  await world.month(projectId, '2027-03', '100.00')
  await world.declare(ann, 'FR', '2027-12-31T23:00:00Z')
  const { totals, added } = await yearAbroad(em(), 2027)
  const own = added.find(({ now }) => now?.identity.partyId === ann)
  // No rule was known for Germany in 2027: all of it is held, and lies on her account.
  expect(own?.now).toMatchObject({ country: 'DE', amounts: { dividend: 0n, balance: 10_000n } })
  expect(totals.find(({ outcome }) => outcome === 'held')).toMatchObject({ parties: 1, received: 10_000n })
  await world.yearsClosed('2028-01-10', 2027)
  await expect(world.tell(2030, '2028-01-11')).rejects.toEqual(refused('ABROAD_YEAR_OPEN', 'until 2027-12'))
})

test('a change of words that stand in no file corrects nothing, and one of words that do is told', async () => {
  const { projectId, ann } = await world.heldBy('DE')
  await world.declare(ann, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  const names = { town: 'Kehl', familyName: 'Muster', firstNames: 'Ann' }
  await world.identify(ann, '2025-01-03', names)
  await world.month(projectId, '2028-03', '100.00')
  await world.yearsClosed('2029-01-10', 2028)
  await world.tell(2028, '2029-01-11')
  const rename = (name: string) => world.run('2029-01-12', tx => changeProfile(tx, { partyId: ann, name }))
  const ofAnn = async () =>
    (await yearAbroad(em(), 2028)).changed.filter(({ now }) => now?.identity.partyId === ann)
  await rename('Ann M. Muster')
  expect(await ofAnn()).toEqual([])
  await world.identify(ann, '2029-01-13', { ...names, familyName: 'Meister' })
  expect(await ofAnn()).toHaveLength(1)
})
