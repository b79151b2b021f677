import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Person } from '../../src/cli/demo/client.ts'
import type { Staff } from '../../src/cli/demo/stage.ts'
import { newId } from '../../src/domain/ids.ts'
import { join, proposeThrough } from '../support/aimed.ts'
import { done, step } from '../support/changes.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
type Raised = { projectId: string; classId: string; offeringId: string }
let staff: Staff
let people: Record<'issuer' | 'ann' | 'bea', Person>
let closed: Raised
let members: Raised
let link: string

beforeAll(async () => {
  staff = await server.staff()
  const { url } = server
  people = { issuer: await join(url, 'Iris'), ann: await join(url, 'Ann'), bea: await join(url, 'Bea') }
  closed = await proposeThrough(staff, people.issuer, 'closed', { audience: 'invited' })
  members = await proposeThrough(staff, people.issuer, 'members', { audience: 'members' })
  for (const { offeringId } of [closed, members]) {
    await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  }
  link = (await linkTo(closed.offeringId, 'link')) ?? ''
})

async function linkTo(offeringId: string, key: string): Promise<string | null> {
  const made = await people.issuer.ask<{ inviteByLink: { token: string | null } }>(
    `mutation ($id: ID!, $key: String!) {
      inviteByLink(offeringId: $id, idempotencyKey: $key) { ... on InvitationLinkPayload { token replayed } }
    }`,
    { id: offeringId, key },
  )
  return made.inviteByLink.token
}

const OUT = '... on Refusal { code message field }'
const EUR = '{ amount: "1.00", currency: "EUR" }'
const PERIOD = 'periodStart: "2009-12-01", periodEnd: "2009-12-31"'

/** Every way to ask for an offering, a project or a class by its id, and to change something there. */
const ASKS: Record<string, (of: Raised) => string> = {
  offering: of => `{ offering(id: "${of.offeringId}") { id } }`,
  project: of => `{ project(id: "${of.projectId}") { name } }`,
  nodes: of => `{ nodes(ids: ["${of.offeringId}"]) { id } }`,
  'node of a project': of => `{ node(id: "${of.projectId}") { id } }`,
  'node of a class': of => `{ node(id: "${of.classId}") { id } }`,
  subscribe: of =>
    `mutation { subscribe(input: { idempotencyKey: "a", offeringId: "${of.offeringId}", shares: 1 }) { ${OUT} } }`,
  voteInterest: of =>
    `mutation { voteInterest(input: { idempotencyKey: "b", offeringId: "${of.offeringId}" }) { ${OUT} } }`,
  closeEarly: of =>
    `mutation { closeEarly(input: { idempotencyKey: "c", offeringId: "${of.offeringId}", closesAt: "2010-01-20T00:00:00Z" }) { ${OUT} } }`,
  submitOffering: of =>
    `mutation { submitOffering(offeringId: "${of.offeringId}", idempotencyKey: "d") { ${OUT} } }`,
  reviseOffering: of =>
    `mutation { reviseOffering(input: { idempotencyKey: "e", offeringId: "${of.offeringId}", shares: 9 }) { ${OUT} } }`,
  inviteByLink: of =>
    `mutation { inviteByLink(offeringId: "${of.offeringId}", idempotencyKey: "f") { ${OUT} } }`,
  acknowledgeWarning: of =>
    `mutation { acknowledgeWarning(input: { idempotencyKey: "g", warning: largeTicket, textVersion: 1,
       offeringId: "${of.offeringId}", amount: ${EUR} }) { ${OUT} } }`,
  reportRevenue: of =>
    `mutation { reportRevenue(input: { idempotencyKey: "h", projectId: "${of.projectId}", ${PERIOD}, lines: [] }) { ${OUT} } }`,
  previewReport: of =>
    `{ previewReport(input: { projectId: "${of.projectId}", ${PERIOD}, lines: [] }) { ${OUT} } }`,
}

/** The answers to a question about this project and about one that does not exist, which is named like it in them. */
async function bothAnswers(ask: (of: Raised) => string, of: Raised, token: string | null) {
  const unknown = newId()
  const nothing = {
    projectId: `Project:${unknown}`,
    classId: `ShareClass:${unknown}`,
    offeringId: `Offering:${unknown}`,
  }
  const plain = ({ status, text }: { status: number; text: string }) => ({
    status,
    text: text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'),
  })
  return {
    theirs: plain(await post(server.url, { query: ask(of) }, token)),
    nothing: plain(await post(server.url, { query: ask(nothing) }, token)),
  }
}

describe('outside its audience nothing is there of an offering and its project:', () => {
  test.each(Object.entries(ASKS))('%s', async (_name, ask) => {
    for (const [of, token] of [
      [closed, await people.bea.token()],
      [closed, await staff.admin.token()],
      [closed, null],
      [members, null],
    ] as const) {
      const { theirs, nothing } = await bothAnswers(ask, of, token)
      expect(theirs).toEqual(nothing)
    }
  })
})

const NAMES = '{ projects { edges { node { name offerings { audience } } } } }'
type Names = { projects: { edges: { node: { name: string } }[] } }
const namesFor = async (person: Person) =>
  (await person.ask<Names>(NAMES)).projects.edges.map(({ node }) => node.name)

test('members see what is for members, and a link lets one party in', async () => {
  expect(await namesFor(people.bea)).toEqual(['members'])
  const redeem = `mutation ($token: String!) {
    redeemInvitation(token: $token, idempotencyKey: "in") { ... on OfferingPayload { offering { id state } } ${OUT} }
  }`
  expect(await people.ann.ask(redeem, { token: link })).toEqual({
    redeemInvitation: { offering: { id: closed.offeringId, state: 'open' } },
  })
  await expect(people.bea.ask(redeem, { token: link })).resolves.toMatchObject({
    redeemInvitation: { code: 'INVITATION_UNKNOWN' },
  })
  expect(await namesFor(people.ann)).toEqual(['closed', 'members'])
  const ordered = await done<{ subscription: { offering: { id: string } } }>(
    people.ann,
    'subscribe',
    { idempotencyKey: 'order', offeringId: closed.offeringId, shares: 1 },
    '... on SubscriptionPayload { subscription { offering { id } } }',
  )
  expect(ordered.subscription.offering.id).toBe(closed.offeringId)
})

test('a party may be named, and the secret of a link is shown once and kept as a hash', async () => {
  await done(
    people.issuer,
    'inviteToOffering',
    { idempotencyKey: 'bea', offeringId: closed.offeringId, partyIds: [people.bea.id] },
    '... on OfferingPayload { replayed }',
  )
  expect(await namesFor(people.bea)).toEqual(['closed', 'members'])
  const first = await linkTo(closed.offeringId, 'again')
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(await linkTo(closed.offeringId, 'again')).toBeNull()
})
