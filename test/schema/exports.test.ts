import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { SCHEDULE } from '../../src/jobs/schedule.ts'
import { furnish, type House } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const EXPORT = `mutation ($key: String!) {
  exportReport(kind: trialBalance, format: csv, idempotencyKey: $key) {
    ... on ExportPayload { replayed export { id state progress link { path } } }
  }
}`
const READ = `query ($id: ID!) {
  export(id: $id) { state progress rowCount sha256 fileName failure link { path expiresAt } }
  report(kind: trialBalance) { rowCount }
}`

type Read = {
  report: { rowCount: number }
  export: {
    rowCount: number
    sha256: string
    fileName: string
    link: { path: string; expiresAt: string }
  }
}

test('the auditor asks for a report, and fetches it by a link until that expires', async () => {
  const { auditor } = house.people
  const asked = await auditor.ask<{ exportReport: { export: { id: string } } }>(EXPORT, { key: 'export' })
  expect(asked.exportReport).toMatchObject({
    replayed: false,
    export: { state: 'requested', progress: 0, link: null },
  })
  const { id } = asked.exportReport.export
  expect(await auditor.ask(EXPORT, { key: 'export' })).toMatchObject({
    exportReport: { replayed: true, export: { id } },
  })
  const job = SCHEDULE.find(each => each.name === 'writeExports')
  expect(await job?.run(server.shop, server.clock.now())).toBe('1 exports looked after')

  const { export: found, report } = await auditor.ask<Read>(READ, { id })
  expect(found).toMatchObject({
    state: 'ready',
    rowCount: report.rowCount,
    progress: report.rowCount,
    failure: null,
  })
  const { path } = found.link
  const answer = await fetch(`${server.url}${path}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(found.sha256)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=${found.fileName}`)
  expect(bytes.toString().split('\r\n')).toHaveLength(found.rowCount + 2)

  const status = async (link: string) => (await fetch(`${server.url}${link}`)).status
  const until = /until=(\d+)/.exec(path)?.[1] ?? ''
  expect(await status(path.replace(until, String(Number(until) + 1)))).toBe(404)
  expect(await status(path.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')))).toBe(404)
  expect(await status(path.split('?')[0] ?? '')).toBe(404)
  server.clock.move?.(new Date(Number(until) - 1))
  expect(await status(path)).toBe(200)
  server.clock.move?.(new Date(Number(until)))
  expect(await status(path)).toBe(404)
  expect(new Date(found.link.expiresAt).getTime()).toBe(Number(until))
})

const LIST = `{
  exports(first: 2) {
    edges { cursor node { id kind state from until progress rowCount sha256 expiresAt requestedAt requester { id } link { path } } }
  }
  jobs { name pending }
}`
type Listed = {
  exports: { edges: { cursor: string; node: { id: string; requester: { id: string }; state: string } }[] }
  jobs: { name: string; pending: number }[]
}
const LEVIES = `mutation ($kind: ReportKind!, $key: String!) {
  exportReport(kind: $kind, format: xlsx, from: "2010-01-01", until: "2010-01-31", idempotencyKey: $key) {
    ... on ExportPayload { export { id } }
  }
}`

test('finance sees what was asked for, the newest first, and how many exports wait to be written', async () => {
  const { finance, auditor } = house.people
  const asked = async (kind: string, by: typeof finance) =>
    (await by.ask<{ exportReport: { export: { id: string } } }>(LEVIES, { kind, key: kind })).exportReport
      .export.id
  const waiting = async () => {
    const { jobs } = await finance.ask<Listed>(LIST)
    return jobs.find(job => job.name === 'writeExports')?.pending
  }
  expect(await waiting()).toBe(0)
  const [first, second] = [await asked('levies', auditor), await asked('fees', finance)]
  expect(await waiting()).toBe(2)

  const { exports } = await finance.ask<Listed>(LIST)
  expect(exports.edges.map(({ node }) => [node.id, node.requester.id, node.state])).toEqual([
    [second, finance.id, 'requested'],
    [first, auditor.id, 'requested'],
  ])
  const older = await finance.ask<Listed>(
    LIST.replace('first: 2', `first: 1, after: "${exports.edges[0]?.cursor}"`),
  )
  expect(older.exports.edges).toEqual(exports.edges.slice(1))

  const job = SCHEDULE.find(each => each.name === 'writeExports')
  await job?.run(server.shop, server.clock.now())
  expect(await waiting()).toBe(0)
  const ended = server.clock.now()
  const thirtyDays = new Date(ended.getTime() + 30 * 86_400_000)
  expect((await auditor.ask<Listed>(LIST)).exports.edges[1]?.node).toMatchObject({
    ...{ id: first, kind: 'levies', from: '2010-01-01', until: '2010-01-31', state: 'ready' },
    ...{ progress: 0, rowCount: 0, expiresAt: thirtyDays.toISOString(), link: { path: expect.any(String) } },
  })
  server.clock.move?.(thirtyDays)
  expect((await auditor.ask<Listed>(LIST)).exports.edges[1]?.node).toMatchObject({
    state: 'expired',
    link: null,
  })
})
