import { expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { PASSWORD } from '../src/cli/demo/cast.ts'
import { Person } from '../src/cli/demo/client.ts'
import { buy, giveRole, moveClock } from '../src/cli/demo/stage.ts'
import { done, step } from './support/changes.ts'
import { useServer } from './support/server.ts'

const server = useServer({ starts: '2012-01-02T09:00:00Z' })
const JPY = (amount: string) => ({ amount, currency: 'JPY' })

test('the whole life: raise, register, revenue, dividends, statement, in yen, with a firm, a partner and unsold shares', async () => {
  const { admin, finance, approver, auditor } = await server.staff()
  const join = (name: string, language: 'en' | 'fr' = 'en') =>
    Person.join(server.url, {
      name,
      email: `${name.split(' ')[0]?.toLowerCase()}@crowd.example`,
      password: PASSWORD,
      language,
    })
  const [artist, label, ann, ben] = [
    await join('Aki Artist'),
    await join('Lena Label'),
    await join('Ann Able', 'fr'),
    await join('Ben Baker'),
  ]

  // A firm that does not sign in itself: Ann acts for it by mandate.
  const { party: firm } = await done<{ party: { id: string } }>(
    ann,
    'registerParty',
    { idempotencyKey: 'firm', kind: 'firm', name: 'Able & Filles SARL', language: 'fr' },
    '... on PartyPayload { party { id } }',
  )

  // The contract: a fee off the top, then the rest in thirds; what belongs to unsold shares is the issuer's.
  const { project } = await done<{ project: { id: string; classes: { id: string }[] } }>(
    finance,
    'openProject',
    {
      idempotencyKey: 'project',
      name: '東京 Nights',
      issuerId: artist.id,
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      classes: [{ code: 'parts', name: 'Parts', shares: 300 }],
    },
    '... on ProjectPayload { project { id classes { id } } }',
  )
  await giveRole(admin, artist, 'issuer', project.id)
  const { contract } = await done<{ contract: { id: string } }>(
    finance,
    'proposeContract',
    {
      idempotencyKey: 'contract',
      projectId: project.id,
      currency: 'JPY',
      recordDate: 'periodEnd',
      unsold: 'toIssuer',
      unsignedUpTo: '100000',
      partners: [{ code: 'label', name: 'Lena’s Label', partyId: label.id }],
      tiers: [
        { name: 'Fee', takes: '0.10', split: [{ to: 'platform', ratio: '1' }] },
        {
          name: 'Receipts',
          takes: '1',
          split: [
            { to: 'class:parts', ratio: '1/3' },
            { to: 'issuer', ratio: '1/3' },
            { to: 'partner:label', ratio: '1/3' },
          ],
        },
      ],
    },
    '... on ContractPayload { contract { id } }',
  )
  await step(approver, 'signContract', 'contractId', contract.id)

  // The raise: 200 of 300 parts are sold; one buyer takes his order back, one does not pay.
  const { offering } = await done<{ offering: { id: string } }>(
    finance,
    'proposeOffering',
    {
      idempotencyKey: 'offering',
      classId: project.classes[0]?.id,
      sharePrice: JPY('1000'),
      shares: 300,
      goalMode: 'allOrNothing',
      goal: JPY('200000'),
      opensAt: '2012-01-02T09:00:00Z',
      closesAt: '2012-02-01T00:00:00+09:00',
      withdrawalDays: 4,
      commissionRatio: '0.075',
      vatRatio: '0.05',
    },
    '... on OfferingPayload { offering { id } }',
  )
  await step(approver, 'publishOffering', 'offeringId', offering.id)
  const offeringId = offering.id
  await buy(finance, ben, { offeringId, shares: 67, at: '2012-01-02T09:00:00Z' })
  const order = async (person: Person, key: string, shares: number, onBehalfOf?: string) => {
    const made = await done<{ subscription: { id: string; reference: string } }>(
      person,
      'subscribe',
      { idempotencyKey: key, offeringId, shares, onBehalfOf },
      '... on SubscriptionPayload { subscription { id reference } }',
    )
    return made.subscription
  }
  const pay = (reference: string, amount: string) =>
    done(
      finance,
      'recordPayment',
      {
        idempotencyKey: reference,
        bankReference: reference,
        remittance: reference,
        amount: JPY(amount),
        receivedAt: '2012-01-02T09:00:00Z',
      },
      '... on ReceiptPayload { receipt { state } }',
    )
  await pay((await order(ann, 'firm-order', 133, firm.id)).reference, '133000')
  const regretted = await order(ann, 'own-order', 50)
  await pay(regretted.reference, '50000')
  await done(
    ann,
    'withdraw',
    { idempotencyKey: 'regret', subscriptionId: regretted.id },
    '... on SubscriptionPayload { replayed }',
  )
  await order(ann, 'never-paid', 10)
  await moveClock(admin, '2012-01-31T15:00:30Z')
  const funded = await auditor.ask(
    `query ($id: ID!) { offering(id: $id) { state amountAllotted { amount } shareClass { held holders }
      subscriptions(first: 10) { edges { node { state investor { name } } } } } }`,
    { id: offeringId },
  )
  expect(funded).toEqual({
    offering: {
      state: 'funded',
      amountAllotted: { amount: '200000' },
      shareClass: { held: 200, holders: 2 },
      subscriptions: {
        edges: [
          { node: { state: 'allotted', investor: { name: 'Ben Baker' } } },
          { node: { state: 'allotted', investor: { name: 'Able & Filles SARL' } } },
          { node: { state: 'withdrawn', investor: { name: 'Ann Able' } } },
          { node: { state: 'expired', investor: { name: 'Ann Able' } } },
        ],
      },
    },
  })

  // Revenue: 10,001 yen, reported by the artist, approved by somebody else, received, distributed by cron.
  await moveClock(admin, '2012-07-03T09:00:00Z')
  const { report } = await done<{ report: { id: string } }>(
    artist,
    'reportRevenue',
    {
      idempotencyKey: 'report',
      projectId: project.id,
      periodStart: '2012-02-01',
      periodEnd: '2012-06-30',
      lines: [
        { source: 'Concerts', gross: JPY('9001') },
        { source: 'Streams', gross: JPY('4000'), deduction: JPY('3000'), deductionLabel: 'Advance' },
      ],
    },
    '... on RevenueReportPayload { report { id } }',
  )
  await step(approver, 'approveRevenue', 'reportId', report.id)
  await done(
    finance,
    'receiveRevenue',
    {
      idempotencyKey: 'received',
      projectId: project.id,
      bankReference: 'remittance-1',
      amount: JPY('10001'),
      receivedAt: '2012-07-03T08:00:00Z',
    },
    '... on ReceiptPayload { receipt { state } }',
  )
  await moveClock(admin, '2012-07-03T09:10:00Z')

  // 10,001 − 1,000.1 fee = 9,000.9; thirds of 3,000.3; 200 of 300 parts: 2,000.2 to the holders, 1,000.1 to the issuer.
  const { project: seen } = await auditor.ask<{ project: { distributions: { edges: { node: Run }[] } } }>(
    `query ($id: ID!) { project(id: $id) { distributions(first: 1) { edges { node { recordDate
      recipients { recipient exact amount { amount } } dividends(first: 10) { edges { node { holder { name } net { amount } statement { path } } } } } } } } }`,
    { id: project.id },
  )
  const [run] = seen.distributions.edges.map(edge => edge.node)
  expect(run?.recordDate).toBe('2012-06-30')
  expect(run?.recipients.map(line => [line.recipient, line.exact, line.amount.amount])).toEqual([
    ['platform', '10001/10', '1000'],
    ['class:parts', '10001/5', '2000'],
    ['issuer', '20002/5', '4001'],
    ['partner:label', '30003/10', '3000'],
  ])
  const paid = run?.dividends.edges.map(({ node }) => [node.holder.name, node.net.amount])
  expect(new Map(paid as [string, string][])).toEqual(
    new Map([
      ['Ben Baker', '670'],
      ['Able & Filles SARL', '1330'],
    ]),
  )

  // The firm's paper, in its language, for whoever may act for it.
  const { viewer } = await ann.ask<{
    viewer: { actsFor: { name: string; statements: { edges: { node: { path: string } }[] } }[] }
  }>('{ viewer { actsFor { name statements(first: 5) { edges { node { path } } } } } }')
  const path = viewer.actsFor[0]?.statements.edges[0]?.node.path ?? ''
  const get = async (person: Person) =>
    fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${await person.token()}` } })
  const response = await get(ann)
  const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()))
  const text = (await extractText(pdf, { mergePages: true })).text.replaceAll(/\s+/g, ' ')
  for (const words of [
    'Able & Filles SARL',
    '133 000 JPY',
    '1 330 JPY',
    '133 sur 200 parts',
    'avant impôt',
  ]) {
    expect(text).toContain(words)
  }
  expect((await get(ben)).status).toBe(404)
  expect((await get(finance)).status).toBe(200)

  // The act says for whom it was done, and the books sum to zero in the one currency there is.
  const { acts, trialBalance } = await auditor.ask<{
    acts: { edges: { node: { verb: string; onBehalfOf: { name: string } | null } }[] }
    trialBalance: { balance: { amount: string; currency: string } }[]
  }>(
    '{ acts(first: 100) { edges { node { verb onBehalfOf { name } } } } trialBalance { balance { amount currency } } }',
  )
  expect(acts.edges.map(edge => edge.node)).toContainEqual({
    verb: 'subscribe',
    onBehalfOf: { name: 'Able & Filles SARL' },
  })
  expect(trialBalance.every(line => line.balance.currency === 'JPY')).toBe(true)
  expect(trialBalance.reduce((total, line) => total + BigInt(line.balance.amount), 0n)).toBe(0n)
})

type Run = {
  recordDate: string
  recipients: { recipient: string; exact: string; amount: { amount: string } }[]
  dividends: { edges: { node: { holder: { name: string }; net: { amount: string } } }[] }
}
