import { expect, test } from '@jest/globals'
import { releaseLine } from '../../src/domain/dividends/levies/release-line.ts'
import { leviedWorldOf } from '../domain/dividends/levies/levied-world.ts'
import { useServer } from '../support/server.ts'
import { at } from '../support/world.ts'

const server = useServer({ starts: '2026-06-01T12:00:00Z' })
const RELEASE = 'release { on levies { code amount { amount } } net { amount } }'
const QUERY = `query ($id: ID!) {
  node(id: $id) { ... on Dividend { net { amount } ${RELEASE} } }
  explainDividend(id: $id, language: en) { held ${RELEASE} }
}`

test('a line that was held shows what was withheld later, in itself and in its explanation', async () => {
  const { finance } = await server.staff()
  const world = leviedWorldOf(server.database)
  const { projectId, ann } = await world.heldBy(null)
  const { key } = await world.line(await world.month(projectId, '2025-11', '100.00'), ann)
  const id = `Dividend:${key.distributionId}:${key.classId}:${ann}`
  const held = 'the tax residence of the holder'
  expect(await finance.ask(QUERY, { id })).toEqual({
    node: { net: { amount: '100.00' }, release: null },
    explainDividend: { held, release: null },
  })
  await world.declare(ann, 'FR', '2026-02-01')
  await world.run('2026-02-02', em => releaseLine(em, key, at('2026-02-02')))
  const levies = [
    { code: 'PFU_IR', amount: { amount: '12.80' } },
    { code: 'CSG', amount: { amount: '9.20' } },
    { code: 'CRDS', amount: { amount: '0.50' } },
    { code: 'SOLIDARITE', amount: { amount: '7.50' } },
  ]
  const release = { on: '2026-02-02', levies, net: { amount: '70.00' } }
  expect(await finance.ask(QUERY, { id })).toEqual({
    node: { net: { amount: '100.00' }, release },
    explainDividend: { held, release },
  })
})
