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
