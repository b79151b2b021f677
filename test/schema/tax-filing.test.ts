import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { filingWorldOf } from '../domain/dividends/filing/filing-world.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2026-01-20T12:00:00Z' })
const REFUSED = '... on Refusal { __typename code message field }'
const FIGURES =
  'month dueOn closed total { amount } posted { amount } filer { id } lines { levy box amount { amount } }'
const FILE_RETURN = `mutation ($key: String!, $month: String!) {
  fileTaxReturn(month: $month, idempotencyKey: $key) { ... on TaxReturnPayload { taxReturn { id ${FIGURES} } replayed } ${REFUSED} }
}`
const FILE = `id year revision correctsId beneficiaries withheld { amount } posted { amount } content sha256
  boxes { zone box exact { amount } rounded { amount } difference { amount } } problems { code party { id } zone }`
const ISSUE = `mutation ($key: String!) {
  issueTaxFile(year: 2025, siret: "73282932000074", idempotencyKey: $key) { ... on TaxFilePayload { taxFile { ${FILE} } replayed } ${REFUSED} }
}`
const DECLARE = `mutation ($input: DeclareTaxIdentityInput!) {
  declareTaxIdentity(input: $input) { ... on PartyPayload { party { taxIdentity { taxNumber familyName bornOn } } } ${REFUSED} }
}`

type Issued = {
  issueTaxFile: { taxFile: { id: string; content: string; problems: { code: string }[] }; replayed: boolean }
}

describe('finance tell the tax office', () => {
  let staff: Staff
  let holder: string
  beforeAll(async () => {
    staff = await server.staff()
    const world = filingWorldOf(server.database)
    const { projectId, ann } = await world.heldBy('FR')
    holder = `Party:${ann}`
    await world.month(projectId, '2025-03', '53.01')
    await world.closed('2025-05-10', '2025-01', '2025-02', '2025-04')
  })

  test('what was withheld in a month, once', async () => {
    const filed = await staff.finance.ask(FILE_RETURN, { key: 'april', month: '2025-04' })
    expect(filed).toMatchObject({
      fileTaxReturn: {
        taxReturn: {
          month: '2025-04',
          dueOn: '2025-05-15',
          closed: true,
          // 6.79, 4.88, 0.27 and 3.98 of 53.01.
          total: { amount: '15.92' },
          posted: { amount: '15.92' },
          filer: { id: staff.finance.id },
        },
        replayed: false,
      },
    })
    expect(await staff.finance.ask(FILE_RETURN, { key: 'april', month: '2025-04' })).toMatchObject({
      fileTaxReturn: { replayed: true },
    })
    const twice = staff.finance.ask(FILE_RETURN, { key: 'twice', month: '2025-04' })
    await expect(twice).rejects.toMatchObject({ code: 'TAX_RETURN_FILED' })
  })

  test('who got what in a year; who has no tax number is listed, and the same key issues nothing again', async () => {
    const first = await staff.finance.ask<Issued>(ISSUE, { key: 'year' })
    const { taxFile } = first.issueTaxFile
    expect(taxFile).toMatchObject({ year: 2025, revision: 1, correctsId: null, beneficiaries: 1 })
    expect(taxFile).toMatchObject({ withheld: { amount: '15.92' }, posted: { amount: '15.92' } })
    expect(taxFile).toMatchObject({
      boxes: [
        {
          zone: 'R211',
          exact: { amount: '6.79' },
          rounded: { amount: '7.00' },
          difference: { amount: '0.21' },
        },
        {
          zone: 'R222',
          exact: { amount: '53.01' },
          rounded: { amount: '53.00' },
          difference: { amount: '-0.01' },
        },
        {
          zone: 'R234',
          exact: { amount: '53.01' },
          rounded: { amount: '53.00' },
          difference: { amount: '-0.01' },
        },
      ],
    })
    expect(taxFile.problems).toContainEqual({ code: 'TAX_NUMBER_MISSING', party: { id: holder }, zone: null })
    expect(
      Buffer.from(taxFile.content, 'base64')
        .toString('ascii')
        .split('\r\n')
        .map(line => line.length),
    ).toEqual([430, 430, 430, 430, 0])
    expect(await staff.finance.ask<Issued>(ISSUE, { key: 'year' })).toEqual({
      issueTaxFile: { taxFile, replayed: true },
    })
    const known = { taxNumber: '0101010101010', familyName: 'Durand', bornOn: '1980-05-02' }
    expect(
      await staff.finance.ask(DECLARE, { input: { idempotencyKey: 'ann', onBehalfOf: holder, ...known } }),
    ).toEqual({ declareTaxIdentity: { party: { taxIdentity: known } } })
    const second = (await staff.finance.ask<Issued>(ISSUE, { key: 'amended' })).issueTaxFile.taxFile
    expect(second).toMatchObject({ revision: 2, correctsId: taxFile.id, beneficiaries: 1 })
    expect(second.problems.map(({ code }) => code)).not.toContain('TAX_NUMBER_MISSING')
    const listed = await staff.auditor.ask('{ taxFiles(year: 2025) { id revision } taxReturns { month } }')
    expect(listed).toEqual({
      taxFiles: [
        { id: expect.anything(), revision: 2 },
        { id: taxFile.id, revision: 1 },
      ],
      taxReturns: [{ month: '2025-04' }],
    })
  })
})
