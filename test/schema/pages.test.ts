import { beforeAll, describe, expect, test } from '@jest/globals'
import { isObjectType } from 'graphql'
import { newId } from '../../src/domain/ids.ts'
import { issueMissingInvoicePapers } from '../../src/jobs/issue-invoice-papers.ts'
import { schema } from '../../src/schema/schema.ts'
import { bankFile, CLIENTS_IBAN } from '../support/bank-files.ts'
import { cardsOf } from '../support/cards.ts'
import { certifyYear } from '../support/certificates-of-house.ts'
import { loseInHouse } from '../support/certified-house.ts'
import { feedCaughtUp } from '../support/feed.ts'
import { giveInHouse } from '../support/gifts-of-house.ts'
import { furnish, type House } from '../support/house.ts'
import { outcome, post } from '../support/http.ts'
import { listsOf } from '../support/lists.ts'
import { noticingOf } from '../support/noticing.ts'
import { payingOf } from '../support/paying.ts'
import { useServer } from '../support/server.ts'
import { openShop } from '../support/shop-of-house.ts'

const server = useServer()
let house: House
const paying = payingOf(server.database)
let shop: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  house = await furnish(server)
  const certificate = await certifyYear(server, house.people.ann.id)
  const receipt = await giveInHouse(server, house.people.ann.id)
  const lost = await loseInHouse(server, house.people.ann.id)
  await issueMissingInvoicePapers(server.shop, new Date('2010-02-05T12:00:00Z'))
  papers = [
    ...[house.ann.statement, house.ann.periodic, house.attestation, certificate, receipt],
    ...[lost.shares, lost.loss, house.invoice],
  ]
  shop = await openShop(server, house)
  await house.people.admin.ask(OPEN, { iban: CLIENTS_IBAN })
  await house.people.finance.ask(BRING, { content: Buffer.from(TWO_DEBITS).toString('base64') })
  for (const number of ['1', '2']) {
    await house.people.finance.ask(INVOICE, { number })
    await house.people.finance.ask(RATE, { number: `rate-${number}` })
    const { makeAuditPack } = await house.people.finance.ask<Pack>(PACK, { number: `pack-${number}` })
    await fetchOne(makeAuditPack.auditPack.id)
    await cardsOf(server.database).charge(`pi_${number}`, 100n, '2010-02-04')
  }
  for (const person of ['ann', 'bea'] as const) {
    await paying.known(house.people[person].id.slice('Party:'.length), '2010-02-01')
  }
  const again = await paying.prepare('2010-03-05', '2010-02-05')
  await house.people.finance.ask(BACK, { again: `PayoutBatch:${again}` })
  batch = `PayoutBatch:${await paying.prepare('2010-03-05', '2010-02-05')}`
  await house.people.finance.ask(EXPORT)
  for (const id of [...papers, ...papers]) await fetchOne(id)
  await feedCaughtUp(server.database.orm)
  await noticingOf(server.database).bounced('ann', '2010-03-05')
})

/** Finance fetches a paper. */
const fetchOne = (id: string) =>
  fetch(`${server.url}/documents/${id.replace(/^\w+:/, '')}`, {
    headers: { authorization: `Bearer ${house.tokens.finance}` },
  })
type Pack = { makeAuditPack: { auditPack: { id: string } } }

/** The batch of the two who hold shares, after one that was taken back. */
let batch: string
const BACK = `mutation ($again: ID!) {
  cancelPayouts(batchId: $again, reason: "again", idempotencyKey: "again") { ... on Refusal { code } }
}`
const EXPORT = `mutation {
  exportReport(kind: levies, format: csv, idempotencyKey: "levies") { ... on Refusal { code } }
}`
const OPEN = `mutation ($iban: String!) {
  openBankAccount(input: { idempotencyKey: "bank", code: clients, currency: "EUR", iban: $iban, holderName: "Clients" }) {
    ... on Refusal { code }
  }
}`
const RATE = `mutation ($number: String!) {
  recordExchangeRate(input: { idempotencyKey: $number, from: "EUR", to: "USD", rate: "1.25", source: $number,
    at: "2010-01-01T00:00:00Z" }) { ... on Refusal { code } }
}`
const PACK = `mutation ($number: String!) {
  makeAuditPack(seed: $number, count: 1, idempotencyKey: $number) {
    ... on AuditPackPayload { auditPack { id } } ... on Refusal { code }
  }
}`
const BRING = `mutation ($content: String!) {
  importBankReport(input: { idempotencyKey: "report", content: $content }) { ... on Refusal { code } }
}`
const INVOICE = `mutation ($number: String!) {
  recordProcessorInvoice(input: { idempotencyKey: $number, number: $number, firstDay: "2010-01-01", lastDay: "2010-01-31",
    amount: { amount: "1.00", currency: "EUR" } }) { ... on Refusal { code } }
}`
const debit = (ref: string) => ({ amount: '1.00', side: 'DBIT' as const, ref })
const TWO_DEBITS = bankFile({
  opening: '2.00',
  closing: '0.00',
  from: '2010-02-04',
  until: '2010-02-04',
  entries: [debit('D1'), debit('D2')],
})

let papers: string[]

const ask = (query: string) => post(server.url, { query }, house.tokens.finance)

type Page = {
  edges: { cursor: string; node: { id: string } }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

/** A list of values in memory, of a run that waits: test/domain/dividends/approval tries what it is made from. */
const ELSEWHERE = 'DistributionPreview.lines'

const LISTS = listsOf(() => ({ house, shop, batch, papers }))
const connections = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap(type =>
    Object.values(type.getFields()).map(field => ({ name: `${type.name}.${field.name}`, field })),
  )
  .filter(({ field }) => String(field.type).endsWith('Connection!'))

/** The one page that an answer holds, however deep. */
function pageIn(value: unknown): Page {
  if (Array.isArray(value)) return pageIn(value[0])
  const found = value as Record<string, unknown>
  return 'pageInfo' in found ? (found as unknown as Page) : pageIn(Object.values(found)[0])
}

async function page(list: string, args: string, node = ''): Promise<Page> {
  const [, field] = list.split('.')
  const fields = `edges { cursor ${node} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`
  const answer = await ask(LISTS[list]?.(`${field}${args} { ${fields} }`) ?? '')
  return pageIn(JSON.parse(answer.text).data)
}

const cursorsOf = ({ edges }: Page) => edges.map(edge => edge.cursor)

/** The cursors of a list, page by page to its end. */
async function whole(list: string): Promise<string[]> {
  const cursors: string[] = []
  for (let after = ''; ; ) {
    const found = await page(list, `(first: 100${after})`)
    cursors.push(...cursorsOf(found))
    if (!found.pageInfo.hasNextPage) return cursors
    after = `, after: "${found.pageInfo.endCursor}"`
  }
}

describe('a page', () => {
  test('is tried of each list there is', () => {
    const others = connections.map(({ name }) => name).filter(name => name !== ELSEWHERE)
    expect(new Set(Object.keys(LISTS))).toEqual(new Set(others))
  })

  describe.each(Object.entries(LISTS))('of %s', (list, within) => {
    const [, field] = list.split('.')
    const refused = async (args: string) => {
      const answer = await ask(within(`${field}(${args}) { edges { cursor } }`))
      const [error] = JSON.parse(answer.text).errors ?? []
      return [outcome(answer), error?.message, error?.extensions.field]
    }

    test('has 0 to 100 items', async () => {
      for (const count of [101, -1, 2_147_483_647]) {
        for (const argument of ['first', 'last']) {
          expect(await refused(`${argument}: ${count}`)).toEqual([
            'PAGE_TOO_LARGE',
            `${count} items were asked for: a page has 0 to 100.`,
            argument,
          ])
        }
      }

      expect(await page(list, '(first: 0)')).toMatchObject({ edges: [] })
      const all = await whole(list)
      expect(all.length).toBeGreaterThan(0)
      expect(cursorsOf(await page(list, '(first: 100)'))).toEqual(all.slice(0, 100))
      expect(cursorsOf(await page(list, '(last: 100)'))).toEqual(all.slice(-100))
      expect(cursorsOf(await page(list, ''))).toEqual(all.slice(0, 20))
    })

    test('goes on after each of its cursors, and back before it', async () => {
      const cursors = await whole(list)
      const middle = Math.floor(cursors.length / 2)
      const after = await page(list, `(first: 100, after: "${cursors[middle]}")`)
      const before = await page(list, `(last: 100, before: "${cursors[middle]}")`)
      expect(cursorsOf(after)).toEqual(cursors.slice(middle + 1, middle + 101))
      expect(cursorsOf(before)).toEqual(cursors.slice(Math.max(0, middle - 100), middle))
      expect(new Set(cursors).size).toBe(cursors.length)
    })

    test('does not begin at a cursor of another kind, or at none', async () => {
      const uuid = newId()
      const others = list.endsWith('.dividends')
        ? [uuid, `${uuid}:${uuid}`]
        : [`${uuid}:${uuid}:${uuid}`, `${uuid}:`]
      for (const cursor of [...others, '', 'x', `Project:${uuid}`, '1', `${uuid}' or true --`]) {
        for (const argument of ['after', 'before']) {
          expect(await refused(`${argument}: "${cursor}"`)).toEqual([
            'NOT_FOUND',
            expect.any(String),
            argument,
          ])
        }
      }
    })
  })
})

describe('paging while rows are added', () => {
  let payments = 0
  async function pay(): Promise<string> {
    const name = `paging-${payments++}`
    const query = `mutation ($input: RecordPaymentInput!) {
      recordPayment(input: $input) { ... on ReceiptPayload { receipt { id } } }
    }`
    const input = {
      idempotencyKey: name,
      bankReference: name,
      amount: { amount: '1.00', currency: 'EUR' },
      receivedAt: '2010-02-01T12:00:00Z',
      remittance: 'no order',
    }
    const { text } = await post(server.url, { query, variables: { input } }, house.tokens.finance)
    return JSON.parse(text).data.recordPayment.receipt.id
  }
  const suspense = (args: string) => page('Query.suspense', args, 'node { id }')
  const idsOf = ({ edges }: Page) => edges.map(edge => edge.node.id)

  test('forward shows each row once, and the new ones at the end', async () => {
    for (let count = 0; count < 4; count++) await pay()
    const before = idsOf(await suspense('(first: 100)'))
    const [seen, added]: [string[], string[]] = [[], []]
    let found = await suspense('(first: 2)')
    expect(found.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true })
    for (;;) {
      seen.push(...idsOf(found))
      if (!found.pageInfo.hasNextPage) break
      if (added.length < 3) added.push(await pay())
      found = await suspense(`(first: 2, after: "${found.pageInfo.endCursor}")`)
    }
    expect(seen).toEqual([...before, ...added])
  })

  test('backward shows each row that was there once', async () => {
    const before = idsOf(await suspense('(first: 100)'))
    const seen: string[] = []
    let found = await suspense('(last: 3)')
    expect(found.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false })
    for (;;) {
      seen.unshift(...idsOf(found))
      if (!found.pageInfo.hasPreviousPage) break
      await pay()
      found = await suspense(`(last: 3, before: "${found.pageInfo.startCursor}")`)
    }
    expect(seen).toEqual(before)
  })
})

describe('things asked for by their ids', () => {
  test('are at most 100', async () => {
    const nodes = async (count: number) => {
      const ids = Array.from({ length: count }, () => house.open.project)
      const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
      return post(server.url, { query, variables: { ids } }, house.tokens.finance)
    }
    expect(JSON.parse((await nodes(100)).text).data.nodes).toHaveLength(100)
    const answer = await nodes(101)
    expect(JSON.parse(answer.text).errors).toMatchObject([
      { extensions: { code: 'PAGE_TOO_LARGE', field: 'ids' }, message: expect.stringContaining('101') },
    ])
  })
})
