import { beforeAll, describe, expect, test } from '@jest/globals'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { addParty } from '../../../src/domain/parties/people/register-party.ts'
import {
  declareTaxResidence,
  type TaxDeclaration,
} from '../../../src/domain/parties/tax/declare-tax-residence.ts'
import { requestWaiver, type WaiverRequest } from '../../../src/domain/parties/tax/request-waiver.ts'
import { taxFactsOf } from '../../../src/domain/parties/tax/tax-facts.ts'
import { useDatabase } from '../../support/database.ts'
import { peopleOf } from '../../support/people.ts'

const database = useDatabase()
const people = peopleOf(database)
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const HASH = 'a'.repeat(64)
const facts = async (partyId: string, at: Date) =>
  (await taxFactsOf(database.orm.em.fork(), [partyId], at))[0]

describe('the tax residence of a party', () => {
  let ann: string
  beforeAll(async () => {
    ann = await people.party('Ann')
  })
  const declare = (changes: Partial<TaxDeclaration>, now = noon('2026-06-01')) => {
    const usual = { partyId: ann, country: 'DE', provedOn: null, evidence: null, byFinance: false }
    return people.run(em => declareTaxResidence(em, { ...usual, ...changes }, now), now)
  }
  const residence = async (at: Date) => (await facts(ann, at))?.residence

  test('is not known before it is declared', async () => {
    expect(await facts(ann, noon('2026-01-01'))).toEqual({
      partyId: ann,
      kind: 'person',
      residence: null,
      waivers: [],
    })
  })

  test('is a version each time, and is read as it was known at an instant', async () => {
    await declare({ country: 'FR' }, noon('2026-02-01'))
    await declare({ country: 'DE' }, noon('2026-03-01'))
    const proof = { country: 'DE', provedOn: '2026-03-15', evidence: HASH, byFinance: true }
    await declare(proof, noon('2026-04-01'))
    await declare({ country: 'DE' }, noon('2026-05-01'))
    await declare({ country: 'CH' }, noon('2026-05-02'))
    await declare({ country: 'DE' }, noon('2026-05-03'))
    const known = (country: string, day: string, provedOn: string | null = null) => ({
      country,
      provedOn,
      evidence: provedOn === null ? null : HASH,
      declaredAt: noon(day),
    })
    expect(await residence(new Date(noon('2026-02-01').getTime() - 1))).toBeNull()
    expect(await residence(noon('2026-02-01'))).toEqual(known('FR', '2026-02-01'))
    expect(await residence(noon('2026-03-31'))).toEqual(known('DE', '2026-03-01'))
    expect(await residence(noon('2026-04-01'))).toEqual(known('DE', '2026-04-01', '2026-03-15'))
    expect(await residence(noon('2026-05-01'))).toEqual(known('DE', '2026-05-01', '2026-03-15'))
    expect(await residence(noon('2026-05-02'))).toEqual(known('CH', '2026-05-02'))
    expect(await residence(noon('2026-05-03'))).toEqual(known('DE', '2026-05-03'))
  })

  test('proved by a document alone counts from its day of entry, counted in the platform’s zone', async () => {
    await declare({ evidence: HASH, byFinance: true }, new Date('2026-05-31T22:30:00Z'))
    expect(await residence(noon('2026-06-01'))).toMatchObject({ provedOn: '2026-06-01', evidence: HASH })
  })

  test.each<[string, Partial<TaxDeclaration>, object]>([
    ['a proof of his own', { provedOn: '2026-05-01' }, { code: 'PROOF_BY_FINANCE', field: 'provedOn' }],
    ['a document of his own', { evidence: HASH }, { code: 'PROOF_BY_FINANCE' }],
    [
      'a proof of tomorrow',
      { provedOn: '2026-06-02', byFinance: true },
      { code: 'DAY_AHEAD', field: 'provedOn', message: '2026-06-02 has not come yet: today is 2026-06-01.' },
    ],
    ['a day there is not', { provedOn: '2026-02-29', byFinance: true }, { code: 'DATE_MALFORMED' }],
    ['a hash that is none', { evidence: 'A'.repeat(64), byFinance: true }, { code: 'EVIDENCE_MALFORMED' }],
    ['a country that is none', { country: 'fr' }, { code: 'COUNTRY_MALFORMED', field: 'country' }],
    ['nobody', { partyId: newId() }, { code: 'PARTY_UNKNOWN' }],
  ])('is not declared with %s', async (_what, changes, refused) => {
    await expect(declare(changes)).rejects.toMatchObject(refused)
  })

  test('declared ten times at once has ten versions', async () => {
    const partyId = await people.party('Bea')
    await Promise.all(Array.from({ length: 10 }, () => declare({ partyId })))
    const versions = await sqlOf(database.orm.em.fork())
      .selectFrom('taxResidence')
      .select('version')
      .where('partyId', '=', partyId)
      .orderBy('version')
      .execute()
    expect(versions.map(row => row.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test.each(['tax_residence', 'tax_waiver'])('is kept by the database: %s', async table => {
    for (const statement of [`update ${table} set evidence = null`, `delete from ${table}`]) {
      const write = people.change(em =>
        em.getConnection().execute(statement, [], 'run', em.getTransactionContext()),
      )
      await expect(write).rejects.toThrow(/permission denied|never changed/)
    }
  })

  test('is read for many in one go, in the order of ids, and nobody twice', async () => {
    const some = [await people.party('Cid'), await people.party('Dora')]
    await declare({ partyId: some[1] ?? '', country: 'FR' })
    const read = await taxFactsOf(
      database.orm.em.fork(),
      [...some, ...some, newId()].toReversed(),
      noon('2026-07-01'),
    )
    expect(read.map(({ partyId, residence }) => [partyId, residence?.country])).toEqual([
      [some[0], undefined],
      [some[1], 'FR'],
    ])
  })
})

describe('the waiver of the income-tax part', () => {
  let ann: string
  beforeAll(async () => {
    ann = await people.party('Ann')
  })
  const request = (changes: Partial<WaiverRequest>, now = noon('2026-06-01')) => {
    const usual = { partyId: ann, year: 2027, income: 'dividend', receivedOn: null } as const
    const given = { evidence: null, byFinance: false }
    return people.run(em => requestWaiver(em, { ...usual, ...given, ...changes }, now), now)
  }

  test('is kept with the day it came, by year and income, and known from then on', async () => {
    await request({}, noon('2026-06-01'))
    await request({ income: 'interest' }, noon('2026-06-02'))
    await request({ year: 2028 }, noon('2027-11-29'))
    const waiver = (year: number, income: string, receivedOn: string) => ({
      year,
      income,
      receivedOn,
      evidence: null,
    })
    expect((await facts(ann, noon('2026-06-01')))?.waivers).toEqual([waiver(2027, 'dividend', '2026-06-01')])
    expect((await facts(ann, noon('2028-01-01')))?.waivers).toEqual([
      waiver(2027, 'dividend', '2026-06-01'),
      waiver(2027, 'interest', '2026-06-02'),
      waiver(2028, 'dividend', '2027-11-29'),
    ])
  })

  test('asked for again stays what it was', async () => {
    const partyId = await people.party('Bea')
    await request({ partyId }, noon('2026-06-01'))
    await request({ partyId }, noon('2026-07-01'))
    expect((await facts(partyId, noon('2027-01-01')))?.waivers).toMatchObject([{ receivedOn: '2026-06-01' }])
  })

  test('comes in time until the end of 29 November in Paris', async () => {
    const partyId = await people.party('Cid')
    await expect(request({ partyId }, new Date('2026-11-29T23:00:00Z'))).rejects.toMatchObject({
      code: 'WAIVER_TOO_LATE',
      field: 'year',
      message: 'For payments of 2027 the statement had to come by 2026-11-29; this one came on 2026-11-30.',
    })
    await request({ partyId }, new Date('2026-11-29T22:59:59Z'))
    expect((await facts(partyId, noon('2027-01-01')))?.waivers).toMatchObject([{ receivedOn: '2026-11-29' }])
  })

  const paper = { receivedOn: '2026-11-28', evidence: HASH, byFinance: true }

  test('on paper counts by the day finance received it', async () => {
    const partyId = await people.party('Dora')
    await request({ partyId, ...paper }, noon('2026-12-02'))
    expect((await facts(partyId, noon('2027-01-01')))?.waivers).toEqual([
      { year: 2027, income: 'dividend', receivedOn: '2026-11-28', evidence: HASH },
    ])
  })

  test.each<[string, Partial<WaiverRequest>, string, object]>([
    ['of this year', { year: 2026 }, '2026-06-01', { code: 'WAIVER_TOO_LATE' }],
    ['of the year 0', { year: 0 }, '2026-06-01', { code: 'WAIVER_TOO_LATE' }],
    [
      'of the year after next',
      { year: 2028 },
      '2026-12-01',
      {
        code: 'WAIVER_TOO_EARLY',
        message:
          'For payments of 2028 the statement comes from 2027-01-01 to 2027-11-29; this one came on 2026-12-01.',
      },
    ],
    [
      'with a day before, by the holder',
      { ...paper, byFinance: false },
      '2026-12-02',
      { code: 'WAIVER_BACKDATED' },
    ],
    [
      'with a day before, without the paper',
      { ...paper, evidence: null },
      '2026-12-02',
      { code: 'WAIVER_BACKDATED' },
    ],
    ['with a day ahead', paper, '2026-11-27', { code: 'DAY_AHEAD', field: 'receivedOn' }],
    ['on paper too late', { ...paper, receivedOn: '2026-11-30' }, '2026-12-02', { code: 'WAIVER_TOO_LATE' }],
    ['for nobody', { partyId: newId() }, '2026-06-01', { code: 'PARTY_UNKNOWN' }],
  ])('is refused %s', async (_what, changes, day, refused) => {
    await expect(request(changes, noon(day))).rejects.toMatchObject(refused)
  })

  test('is not for firms', async () => {
    const firm = { kind: 'firm', name: 'Firm', language: 'en' } as const
    const { id } = await people.run(async em => ({ id: await addParty(em, firm) }))
    await expect(request({ partyId: id })).rejects.toMatchObject({ code: 'WAIVER_FOR_PEOPLE' })
  })
})
