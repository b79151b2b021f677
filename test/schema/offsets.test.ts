import { beforeAll, expect, test } from '@jest/globals'
import { debtorsOf } from '../support/debtors.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2025-06-03T09:00:00Z' })
let staff: Awaited<ReturnType<typeof server.staff>>
let ann: { partyId: string; other: string }
const { paying, world, debtor, paid } = debtorsOf(server.database)
beforeAll(async () => {
  staff = await server.staff()
  await paying.openBank()
  ann = await debtor('Ann')
  await world.month(ann.other, '2025-04', '60.00')
})

const OWN = `query ($id: ID!) {
  node(id: $id) { ... on Party {
    owedBack { amount { amount } since reason project runNumber }
    payable { parts { code amount { amount } } }
    payouts(last: 1) { edges { node {
      amount { amount } gross { amount }
      offsets { amount { amount } reason project runNumber ratio floor isOwedAgain }
    } } }
  } }
}`
const RUN = `{
  payRun(date: "2025-06-05") {
    groups { payee code payees amount { amount } }
    offsets { payee { id } gross { amount } setOff { amount } net { amount } }
  }
}`
const money = (amount: string) => ({ amount })

test('who is paid less is told why, and so is who pays him', async () => {
  const { auditor } = staff
  type Run = { payRun: { groups: { code: string }[]; offsets: unknown[] } }
  const { payRun } = await auditor.ask<Run>(RUN)
  expect(payRun.groups.filter(each => each.code === 'SET_OFF')).toEqual([
    { payee: 'holder', code: 'SET_OFF', payees: 1, amount: money('30.00') },
  ])
  const id = `Party:${ann.partyId}`
  expect(payRun.offsets).toEqual([
    { payee: { id }, gross: money('60.00'), setOff: money('30.00'), net: money('30.00') },
  ])
  await paid('2025-06-05', '2025-06-03')
  const debt = { reason: 'takenBack', project: 'Toi + Moi', runNumber: 1 }
  const offset = { amount: money('30.00'), ...debt, ratio: '1/2', floor: '10.00', isOwedAgain: false }
  expect(await auditor.ask(OWN, { id })).toEqual({
    node: {
      owedBack: [{ amount: money('70.00'), since: '2025-05-10', ...debt }],
      payable: [{ parts: [] }],
      payouts: {
        edges: [{ node: { amount: money('30.00'), gross: money('60.00'), offsets: [offset] } }],
      },
    },
  })
})
