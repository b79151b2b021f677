import { inflateSync } from 'node:zlib'
import { expect } from '@jest/globals'
import type { Person } from '../../src/cli/demo/client.ts'
import { readZip } from '../../src/documents/archive/read-zip.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'
import { SCHEDULE } from '../../src/jobs/schedule.ts'
import { cents } from './month.ts'
import type { TestServer } from './server.ts'

/* What papers say and what exports hold, fetched as people fetch them. */

const REFUSED = '... on Refusal { __typename code message }'

/** What the figures that are attached to a paper say of an account in euros: minor units, but for the carry. */
export type Told = {
  holder: string
  opening: bigint
  entitlements: bigint
  levies: bigint
  paidOut: bigint
  paidBack: bigint
  closing: bigint
  carryAfter: string
}

/** Finance close a period of which every month is closed, the job issues its papers, and the auditor fetches them all. */
export async function papersOf(
  server: TestServer,
  { finance, auditor }: Record<'finance' | 'auditor', Person>,
  period: string,
): Promise<Told[]> {
  await finance.ask(
    `mutation ($period: String!, $key: String!) {
      closeStatementPeriod(period: $period, idempotencyKey: $key) { ${REFUSED} }
    }`,
    { period, key: `period-${period}` },
  )
  await issueMissingPeriodicStatements(server.shop, server.clock.now())
  const response = await fetch(`${server.url}/statements/${period}.zip`, {
    headers: { authorization: `Bearer ${await auditor.token()}` },
  })
  expect(response.status).toBe(200)
  return readZip(Buffer.from(await response.arrayBuffer())).map(({ bytes }) => toldBy(Buffer.from(bytes)))
}

/** The figures that are attached to a paper. */
function toldBy(paper: Buffer): Told {
  const stream = /\/Type \/EmbeddedFile[\s\S]*?stream\n([\s\S]*?)\nendstream/.exec(
    paper.toString('latin1'),
  )?.[1]
  const { holder, accounts } = JSON.parse(inflateSync(Buffer.from(stream ?? '', 'latin1')).toString())
  const [{ opening, movements, closing, projects }, ...more] = accounts
  expect(more).toEqual([])
  const moved = (kind: string) => cents({ amount: movements[kind] ?? '0.00' })
  const gave = { entitlements: moved('entitlements'), levies: moved('levies') }
  const told = { ...gave, paidOut: moved('paidOut'), paidBack: moved('paidBack') }
  const [from, to] = [opening, closing].map(amount => cents({ amount })) as [bigint, bigint]
  const sum = Object.values<string>(movements).reduce((total, amount) => total + cents({ amount }), from)
  expect(sum).toBe(to)
  return { holder, opening: from, ...told, closing: to, carryAfter: projects[0]?.carryAfter ?? '0' }
}

/** What each holder has at the end of a day, by party: the report as finance export it, written by its job. */
export async function balancesOn(
  server: TestServer,
  who: Person,
  until: string,
): Promise<Map<string, bigint>> {
  const asked = await who.ask<{ exportReport: { export: { id: string } } }>(
    `mutation ($until: Day!, $key: String!) {
      exportReport(kind: holderBalances, format: csv, until: $until, idempotencyKey: $key) {
        ... on ExportPayload { export { id } } ${REFUSED}
      }
    }`,
    { until, key: `balances-${until}` },
  )
  await SCHEDULE.find(job => job.name === 'writeExports')?.run(server.shop, server.clock.now())
  type Export = { rowCount: number; link: { path: string } }
  const { export: file } = await who.ask<{ export: Export }>(
    'query ($id: ID!) { export(id: $id) { rowCount link { path } } }',
    { id: asked.exportReport.export.id },
  )
  const text = await (await fetch(`${server.url}${file.link.path}`)).text()
  const [head = '', ...rows] = text.trimEnd().split('\r\n')
  expect(rows).toHaveLength(file.rowCount)
  const [party, balance] = ['party', 'balance'].map(name => head.split(',').indexOf(name)) as [number, number]
  return new Map(
    rows.map(row => {
      const cells = row.split(',')
      return [cells.at(party) ?? '', cents({ amount: cells.at(balance) ?? '' })]
    }),
  )
}

/** The pack of so many payments that an auditor chooses by a seed of his own. */
export async function packOf(
  auditor: Person,
  seed: string,
  count: number,
): Promise<{ bytes: Buffer; items: number }> {
  const { makeAuditPack } = await auditor.ask<{
    makeAuditPack: { auditPack: { path: string; items: number } }
  }>(
    `mutation ($seed: String!, $count: Int!) {
      makeAuditPack(seed: $seed, count: $count, idempotencyKey: "pack") {
        ... on AuditPackPayload { auditPack { path items } } ${REFUSED}
      }
    }`,
    { seed, count },
  )
  const { path, items } = makeAuditPack.auditPack
  const response = await fetch(`${auditor.url}${path}`, {
    headers: { authorization: `Bearer ${await auditor.token()}` },
  })
  return { bytes: Buffer.from(await response.arrayBuffer()), items }
}
