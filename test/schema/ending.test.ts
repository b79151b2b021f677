import { beforeAll, describe, expect, test } from '@jest/globals'
import { issueMissingCertificates } from '../../src/jobs/papers/issue-certificates.ts'
import { furnish, type House } from '../support/house.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

const record = (verb: string) => `mutation ($input: RecordEndingInput!) {
  ${verb}(input: $input) {
    ... on ProjectEndingPayload { endingId project { end { state } } replayed } ... on Refusal { code }
  }
}`
const APPROVE = `mutation ($id: ID!) {
  approveWindUp(endingId: $id, idempotencyKey: "wind-up") {
    ... on ProjectEndingPayload { project { end { state } } replayed } ... on Refusal { code }
  }
}`
const END =
  'query ($id: ID!) { project(id: $id) { end { state endings { kind occurredOn source confirmedAt } } } }'
const LOSSES = `query ($id: ID!) { node(id: $id) { ... on Party { losses {
  project { name } putIn { amount } gotBack { amount } lost { amount } irrecoverableOn certificate { number path } } } } }`

const CERTIFY = `mutation ($id: ID!) {
  requestLossCertificate(input: { idempotencyKey: "loss", projectId: $id }) {
    ... on PartyPayload { replayed } ... on Refusal { code }
  }
}`

type Recorded = Record<string, { endingId: string }>

describe('the end of a project', () => {
  test('is recorded by finance, confirmed by an approver, and seen by everybody when it counts', async () => {
    const { people, open } = house
    const input = (occurredOn: string, source: string) => {
      return { projectId: open.project, occurredOn, source, idempotencyKey: source }
    }
    expect(
      await people.finance.ask(record('recordInsolvency'), { input: input('2010-02-03', 'Judgment') }),
    ).toMatchObject({ recordInsolvency: { project: { end: { state: 'insolvent' } }, replayed: false } })
    const asked = await people.finance.ask<Recorded>(record('recordWindUp'), {
      input: input('2010-02-04', 'Closure'),
    })
    const seen = async (who: 'eve' | 'auditor') => {
      type Seen = { project: { end: { state: string; endings: { kind: string }[] } } }
      const { project } = await people[who].ask<Seen>(END, { id: open.project })
      return [project.end.state, project.end.endings.map(each => each.kind)]
    }
    expect(await seen('eve')).toEqual(['insolvent', ['insolvency']])
    expect(await seen('auditor')).toEqual(['insolvent', ['insolvency', 'windUp']])
    const id = asked.recordWindUp?.endingId ?? ''
    const done = { approveWindUp: { project: { end: { state: 'woundUp' } }, replayed: false } }
    expect(await people.approver.ask(APPROVE, { id })).toEqual(done)
    expect(await people.approver.ask(APPROVE, { id })).toEqual({
      approveWindUp: { ...done.approveWindUp, replayed: true },
    })
    expect(await seen('eve')).toEqual(['woundUp', ['insolvency', 'windUp']])
  })

  test('shows each holder what he lost, with a paper', async () => {
    const { people, tokens } = house
    const asked = await people.ann.ask(CERTIFY, { id: house.open.project })
    expect(asked).toEqual({ requestLossCertificate: { replayed: false } })
    await issueMissingCertificates(server.shop, new Date('2010-02-05T12:00:00Z'))
    // Ann put in 30.00 for 3 of 5 parts, and got 3/5 of 30 % of 100.00.
    type Lost = { node: { losses: { certificate: { number: string; path: string } }[] } }
    const { node } = await people.ann.ask<Lost>(LOSSES, { id: people.ann.id })
    expect(node.losses).toMatchObject([
      {
        project: { name: 'Toi + Moi' },
        putIn: { amount: '30.00' },
        gotBack: { amount: '18.00' },
        lost: { amount: '12.00' },
        irrecoverableOn: '2010-02-04',
      },
    ])
    expect(await people.eve.ask(LOSSES, { id: people.eve.id })).toEqual({ node: { losses: [] } })
    const { path, number } = node.losses[0]?.certificate ?? { path: '', number: '' }
    const get = (token: string | null) =>
      fetch(`${server.url}${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } })
    for (const who of ['ann', 'finance', 'auditor'] as const) {
      const paper = await get(tokens[who])
      expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
      expect(paper.headers.get('content-disposition')).toContain(`${number}.pdf`)
      expect((await paper.text()).slice(0, 5)).toBe('%PDF-')
    }
    for (const who of ['nobody', 'bea', 'eve', 'issuer', 'approver', 'admin'] as const)
      expect((await get(tokens[who])).status).toBe(404)
  })
})
