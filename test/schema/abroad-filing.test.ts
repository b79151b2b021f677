import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { abroadWorldOf } from '../domain/dividends/abroad/abroad-world.ts'
import { LEVIED } from '../domain/dividends/levies/levied-world.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2027-01-20T12:00:00Z' })
const REFUSED = '... on Refusal { __typename code message field }'
const FILE = `id year revision kind messageRef accounts waiting faults checked sha256 content
  totals { outcome parties received { amount currency } withheld { amount } }
  posted { received { amount } withheld { amount } } problemCount problems { code party { id } detail nextStep }`
const PAYER = 'siret: "73282932000074", street: "rue de la Paix", postalCode: "75002", town: "Paris"'
const ISSUE = `mutation ($key: String!) {
  issueAbroadFile(year: 2026, ${PAYER}, idempotencyKey: $key) { ... on AbroadFilePayload { abroadFile { ${FILE} } replayed } ${REFUSED} }
}`
const DECLARE = `mutation ($input: DeclareTaxIdentityInput!) {
  declareTaxIdentity(input: $input) { ... on PartyPayload { party { id } } ${REFUSED} }
}`

type Told = { id: string; content: string; sha256: string; problems: { code: string }[] }
type Issued = { issueAbroadFile: { abroadFile: Told; replayed: boolean } }

describe('finance tell tax offices abroad', () => {
  let staff: Staff
  let bea: string
  let cid: string
  beforeAll(async () => {
    staff = await server.staff()
    const world = abroadWorldOf(server.database)
    const { projectId, holders } = await world.funded({ Ann: 2, Bea: 1, Cid: 1 }, LEVIED)
    const { Ann: ann = '' } = holders
    bea = holders.Bea ?? ''
    cid = holders.Cid ?? ''
    await world.declare(ann, 'FR', '2025-01-02')
    for (const party of [bea, cid]) {
      await world.declare(party, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
    }
    await world.identify(bea, '2025-01-03', { town: 'Kehl', familyName: 'Müller', firstNames: 'Bea' })
    await world.month(projectId, '2026-03', '100.00')
    await world.yearsClosed('2027-01-10', 2025, 2026)
  })

  test('see before what would be told, who is left out, and what to do about it', async () => {
    const { abroadFile } = await staff.finance.ask<{ abroadFile: object }>(
      `{ abroadFile(year: 2026, ${PAYER}) { ${FILE} } }`,
    )
    expect(abroadFile).toMatchObject({
      ...{ id: null, revision: 1, kind: 'new', accounts: 1, waiting: 0, faults: [], checked: false },
      totals: [
        { outcome: 'addressUnknown', parties: 1, received: { amount: '25.00', currency: 'EUR' } },
        {
          outcome: 'livesInFrance',
          parties: 1,
          received: { amount: '50.00' },
          withheld: { amount: '15.70' },
        },
        { outcome: 'told', parties: 1, received: { amount: '25.00' }, withheld: { amount: '3.20' } },
      ],
      posted: [{ received: { amount: '100.00' }, withheld: { amount: '22.10' } }],
    })
    expect(abroadFile).toMatchObject({
      problemCount: 5,
      problems: [
        { code: 'DUTY_OPEN', party: null },
        { code: 'ADDRESS_UNKNOWN', party: { id: `Party:${cid}` }, detail: '25.00 EUR' },
        {
          code: 'TAX_NUMBER_MISSING',
          party: { id: `Party:${bea}` },
          nextStep: expect.stringContaining('Ask'),
        },
        { code: 'BIRTH_MISSING' },
        { code: 'ADDRESS_INCOMPLETE' },
      ],
    })
  })

  test('issue it once, and correct what changed in a file that names it', async () => {
    const first = await staff.finance.ask<Issued>(ISSUE, { key: 'first' })
    const { abroadFile } = first.issueAbroadFile
    expect(abroadFile).toMatchObject({ revision: 1, kind: 'new', accounts: 1, waiting: 0, faults: [] })
    const xml = Buffer.from(abroadFile.content, 'base64').toString('utf8')
    expect(xml).toContain('<crs:LastName>Müller</crs:LastName>')
    expect(xml).toContain('<crs:PaymentAmnt currCode="EUR">25.00</crs:PaymentAmnt>')
    expect(await staff.finance.ask<Issued>(ISSUE, { key: 'first' })).toEqual({
      issueAbroadFile: { abroadFile, replayed: true },
    })
    await expect(staff.finance.ask(ISSUE, { key: 'again' })).rejects.toMatchObject({
      code: 'ABROAD_UNCHANGED',
    })

    const said = { town: 'Kehl', familyName: 'Müller', firstNames: 'Bea', taxNumber: '86095742719' }
    await staff.finance.ask(DECLARE, {
      input: { idempotencyKey: 'bea', onBehalfOf: `Party:${bea}`, ...said },
    })
    const second = (await staff.finance.ask<Issued>(ISSUE, { key: 'second' })).issueAbroadFile.abroadFile
    expect(second).toMatchObject({ revision: 2, kind: 'correction', accounts: 1, faults: [] })
    const [, ref = ''] = /<crs:AccountReport>[\s\S]*?<stf:DocRefId>(.*?)</.exec(xml) ?? []
    const corrected = Buffer.from(second.content, 'base64').toString('utf8')
    expect(corrected).toContain(`<stf:CorrDocRefId>${ref}</stf:CorrDocRefId>`)
    expect(corrected).toContain('<crs:TIN issuedBy="DE">86095742719</crs:TIN>')
    expect(second.problems.map(({ code }) => code)).not.toContain('TAX_NUMBER_MISSING')

    const { abroadFiles } = await staff.auditor.ask<{ abroadFiles: Told[] }>(
      '{ abroadFiles(year: 2026) { id sha256 waiting issuer { id } } }',
    )
    expect(abroadFiles).toEqual([
      { id: expect.anything(), sha256: second.sha256, waiting: 0, issuer: { id: staff.finance.id } },
      { id: abroadFile.id, sha256: abroadFile.sha256, waiting: 0, issuer: { id: staff.finance.id } },
    ])
    const nothing = await staff.finance.ask(
      `{ abroadFile(year: 2026, ${PAYER}) { accounts messageRef content } }`,
    )
    expect(nothing).toEqual({ abroadFile: { accounts: 0, messageRef: null, content: null } })
  })
})
