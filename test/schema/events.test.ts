import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import { feedCaughtUp } from '../support/feed.ts'
import { furnish, type House, type Who } from '../support/house.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
  await feedCaughtUp(server.database.orm)
})

type Event = { id: string; verb: string; about: { __typename: string; id: string }[] }

/** Everything that somebody is given, by pages of three. */
async function eventsOf(who: Who): Promise<Event[]> {
  const found: Event[] = []
  for (let after: string | null = null; ; ) {
    const query = `query ($after: String) {
      events(first: 3, after: $after) {
        edges { node { id verb about { __typename id } } } pageInfo { hasNextPage endCursor }
      }
    }`
    const { text } = await post(server.url, { query, variables: { after } }, house.tokens[who])
    const { data, errors } = JSON.parse(text)
    expect(errors).toBeUndefined()
    found.push(...data.events.edges.map((edge: { node: Event }) => edge.node))
    if (!data.events.pageInfo.hasNextPage) return found
    after = data.events.pageInfo.endCursor
  }
}

/** What is known by name in the house, instead of ids. */
function named(id: string): string {
  const { open, hidden, ann, people } = house
  const names = new Map([
    [open.project, 'open project'],
    [open.contract, 'open contract'],
    [open.offering, 'open offering'],
    [open.report, 'open report'],
    [hidden.project, 'hidden project'],
    [hidden.contract, 'hidden contract'],
    [hidden.offering, 'hidden offering'],
    [hidden.report, 'hidden report'],
    [house.distribution, 'run'],
    [house.attestation, 'report on the run'],
    [house.adjustment, 'adjustment'],
    [house.receipt, 'receipt'],
    [house.invoice, 'invoice of Iris'],
    [ann.subscription, 'order of Ann'],
    [ann.dividend, 'line of Ann'],
    [ann.statement, 'paper of Ann'],
    [ann.periodic, 'paper of Ann on a period'],
    [people.ann.id, 'Ann'],
    [people.issuer.id, 'Iris'],
    [people.eve.id, 'Eve'],
  ])
  return names.get(id) ?? id.slice(0, id.indexOf(':'))
}

const shown = (events: readonly Event[]) =>
  events.map(({ verb, about }) => `${verb}: ${about.map(each => named(each.id)).join(', ')}`)

const PUBLIC = ['publishOffering: open offering, open project', 'closeOffering: open offering']

describe('the feed shows', () => {
  test('nobody what is published', async () => {
    expect(shown(await eventsOf('nobody'))).toEqual(PUBLIC)
  })

  test('who holds nothing what is published, and what is kept about himself', async () => {
    const events = shown(await eventsOf('eve'))
    expect(events).toEqual(expect.arrayContaining(PUBLIC))
    expect(events.filter(each => !PUBLIC.includes(each))).toEqual(['confirmEmail: Eve'])
  })

  test('an investor his own order from its place to its paper, and nothing of others', async () => {
    expect(shown(await eventsOf('ann'))).toEqual([
      'confirmEmail: Ann',
      PUBLIC[0],
      'subscribe: order of Ann',
      'recordPayment: order of Ann',
      'waitForShares: Ann',
      'closeOffering: open offering, order of Ann',
      'distribute: run, line of Ann',
      'issueStatements: paper of Ann',
      'issuePeriodicStatements: paper of Ann on a period',
    ])
  })

  test('an issuer his projects, those that are not published too, and what he was billed, his report on a run, and no order, payment or line', async () => {
    expect(shown(await eventsOf('issuer'))).toEqual([
      'confirmEmail: Iris',
      'openProject: open project',
      'changeRole: Iris',
      'proposeContract: open contract',
      'signContract: open contract',
      'proposeOffering: open offering',
      PUBLIC[0],
      'closeOffering: invoice of Iris, open offering',
      'reportRevenue: open report',
      'approveRevenue: open report',
      'receiveRevenue: open project',
      'distribute: run',
      'issueAttestation: report on the run',
      'prepareAdjustment: adjustment',
      'openProject: hidden project',
      'proposeContract: hidden contract',
      'proposeOffering: hidden offering',
      'reportRevenue: hidden report',
    ])
  })

  test.each(['finance', 'auditor', 'approver'] as const)('%s every act once', async who => {
    const events = await eventsOf(who)
    const { rows } = await sql<{ id: string; verb: string }>`
      select 'Event:' || id as id, verb from act order by xid, id`.execute(
      sqlOf(server.database.orm.em.fork()),
    )
    expect(events.map(({ id, verb }) => ({ id, verb }))).toEqual(rows)
    const papers = who === 'approver' ? '' : expect.stringContaining('paper of Ann')
    const told = events.map(({ verb, about }) => [verb, about.map(each => named(each.id)).join(', ')])
    expect(told).toEqual(
      expect.arrayContaining([
        ['publishOffering', 'open offering'],
        ['subscribe', 'order of Ann'],
        ['receiveRevenue', 'Receipt'],
        ['distribute', 'run'],
        ['issueAttestation', who === 'approver' ? '' : 'report on the run'],
        ['issueStatements', papers],
        ['recordPayment', 'receipt'],
        ['reportRevenue', 'hidden report'],
      ]),
    )
  })

  test('an administrator no more of money than anybody else', async () => {
    const kinds = (await eventsOf('admin')).flatMap(({ about }) => about.map(each => each.__typename))
    expect(new Set(kinds)).toEqual(new Set(['Offering', 'Party', 'Project']))
  })
})
