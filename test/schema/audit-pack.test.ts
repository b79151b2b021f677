import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { reportOnPack } from '../../src/cli/pack-report.ts'
import { furnish, type House } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const MAKE = `mutation ($seed: String!, $count: Int!, $key: String!) {
  makeAuditPack(seed: $seed, count: $count, idempotencyKey: $key) {
    ... on AuditPackPayload { replayed auditPack { id basis asked items candidates sha256 bytes path } }
    ... on Refusal { __typename code message }
  }
}`
type Made = { makeAuditPack: { auditPack: { id: string; path: string; sha256: string } } }

let house: House
beforeAll(async () => {
  house = await furnish(server)
})

test('the auditor makes a pack, fetches it and verifies it; made again it is the same', async () => {
  const { auditor, finance } = house.people
  const ask = (key: string) => auditor.ask<Made>(MAKE, { seed: '7', count: 25, key })
  const { auditPack } = (await ask('a')).makeAuditPack
  expect(auditPack).toMatchObject({ basis: 'dividends', asked: 25, items: 2, candidates: 2 })
  expect((await ask('a')).makeAuditPack).toEqual({ replayed: true, auditPack })
  expect((await ask('b')).makeAuditPack).toEqual({ replayed: false, auditPack })
  expect(await finance.ask('{ auditPacks { edges { node { id sha256 } } } }')).toEqual({
    auditPacks: { edges: [{ node: { id: auditPack.id, sha256: auditPack.sha256 } }] },
  })
  const fetchAs = (token: string | null) =>
    fetch(`${server.url}${auditPack.path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  const answer = await fetchAs(house.tokens.auditor)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(auditPack.sha256)
  expect(reportOnPack(bytes).isSound).toBe(true)
  for (const who of ['nobody', 'ann', 'issuer', 'approver', 'admin'] as const) {
    expect((await fetchAs(house.tokens[who])).status).toBe(404)
  }
})

test('a seed that cannot be printed, and a pack of none or too many, are refused', async () => {
  const { auditor } = house.people
  const asked = (seed: string, count: number) => auditor.ask(MAKE, { seed, count, key: `${seed}${count}` })
  await expect(asked('', 1)).rejects.toThrow('AUDIT_SEED_MALFORMED')
  await expect(asked('x'.repeat(101), 1)).rejects.toThrow('AUDIT_SEED_MALFORMED')
  await expect(asked('a', 0)).rejects.toThrow('AUDIT_COUNT')
  await expect(asked('a', 101)).rejects.toThrow('AUDIT_COUNT')
})
