import { expect, test } from '@jest/globals'
import { NOTHING } from '../../../../src/domain/ids.ts'
import { giveMandate } from '../../../../src/domain/parties/mandates/give-mandate.ts'
import { addParty } from '../../../../src/domain/parties/people/register-party.ts'
import { appendGrant } from '../../../../src/domain/parties/roles/change-role.ts'
import { markNoticesRead } from '../../../../src/domain/reports/notices/mark-notices-read.ts'
import { setNoticeChoice } from '../../../../src/domain/reports/notices/set-notice-choice.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../../support/database.ts'
import { debtorsOf } from '../../../support/debtors.ts'
import { noticingOf } from '../../../support/noticing.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, member, notice, list, kinds, texts, mails, subjects, count } = noticingOf(database)

const choose = (
  personId: string,
  kind: Parameters<typeof setNoticeChoice>[1]['kind'],
  channel: 'mail' | 'list' | 'none',
) => world.run('2025-01-01', em => setNoticeChoice(em, { personId, kind, channel }, at('2025-01-01')))

test('an investor is told of the life of an order and of what it brings, each once, in his language', async () => {
  const [ann, bob] = [await member('ann'), await member('bob', 'fr')]
  const { projectId, classId } = await world.project()
  const offeringId = await world.offering(classId)
  for (const person of [ann, bob]) await world.pay(await world.order(offeringId, person, 50))
  await world.close(offeringId)
  await world.month(projectId, '2025-03', '100.00')
  expect(await notice()).toBe('8 notices written')
  expect(await notice()).toBe('0 notices written')
  const told = ['orderReceived', 'orderPaid', 'offeringSucceeded', 'distributionPaid']
  expect([await kinds(ann), await kinds(bob)]).toEqual([told, told])
  expect((await subjects('ann')).toSorted()).toEqual([
    'A distribution was credited to you',
    'An offering you ordered in came about',
    'Your order arrived',
    'Your order is paid',
  ])
  const paid = (await mails('bob')).find(({ subject }) => subject === 'Votre ordre est payé')
  expect(paid).toMatchObject({
    body: `L'argent de votre ordre dans l'offre de « Toi + Moi » est arrivé.

Si vous pouvez encore le retirer sans motif, faites-le avant le 2025-01-15 00:00 (heure de Paris). Nous vous dirons comment l'offre se termine.

-- 
Vous pouvez choisir comment en être informé : par courriel, dans votre liste seulement, ou pas du tout.`,
  })
})

test('two who look through the feed at once tell everybody once, and a page that was cut off is told anew', async () => {
  const dan = await member('dan')
  const offeringId = await world.offering((await world.project()).classId)
  for (let order = 0; order < 4; order++) await world.order(offeringId, dan, 1)
  const written = await Promise.all([
    notice('2026-01-01', 1),
    notice('2026-01-01', 1),
    notice('2026-01-01', 3),
  ])
  expect(written.map(text => Number.parseInt(text, 10)).reduce((sum, each) => sum + each)).toBe(4)
  expect(await subjects('dan')).toHaveLength(4)
})

test('what was chosen counts from then on: on the list only, or not at all', async () => {
  const eve = await member('eve')
  await choose(eve, 'orderReceived', 'list')
  await choose(eve, 'orderPaid', 'none')
  const offeringId = await world.offering((await world.project()).classId)
  const subscriptionId = await world.order(offeringId, eve, 1)
  await world.pay(subscriptionId)
  await world.run('2025-01-12', em => withdraw(em, { subscriptionId, partyId: eve }, at('2025-01-12')))
  await notice()
  expect(await kinds(eve)).toEqual(['orderReceived', 'orderEnded'])
  expect(await subjects('eve')).toEqual(['Your order ended'])
  expect((await texts(eve))[1]?.text).toBe(
    'Your order in the offering of "Toi + Moi" ended. It was withdrawn.',
  )
  await choose(eve, 'orderReceived', 'mail')
  await choose(eve, 'orderReceived', 'mail')
  await world.order(offeringId, eve, 1)
  await notice()
  expect((await subjects('eve')).at(-1)).toBe('Your order arrived')
})

test('what must be told cannot be switched off, and the refusal says why', async () => {
  const fay = await member('fay')
  await expect(choose(fay, 'bankDetailsChanged', 'list')).rejects.toThrow(
    'bankDetailsChanged always comes by mail too. It may be the only sign that somebody else uses your account.',
  )
  await expect(choose(fay, 'statementCorrected', 'none')).rejects.toMatchObject({ code: 'NOTICE_IS_DUTY' })
})

test('who may act for somebody is told for him while the mandate holds', async () => {
  const [agent, late] = [await member('agent'), await member('late')]
  const { id: firm } = await world.run('2024-12-01', async em => ({
    id: await addParty(em, { kind: 'firm', name: 'Firm', language: 'en' }),
  }))
  const mandate = { principalId: firm, givenUnderId: null, byId: firm, endsAt: null }
  await world.run('2024-12-01', em =>
    giveMandate(em, { ...mandate, agentId: agent, startsAt: at('2024-12-01') }),
  )
  await world.run('2024-12-01', em =>
    giveMandate(em, { ...mandate, agentId: late, startsAt: at('2025-06-01') }),
  )
  await world.order(await world.offering((await world.project()).classId), firm, 1)
  await notice()
  expect(await kinds(agent)).toEqual(['mandateChanged', 'orderReceived'])
  expect(await kinds(late)).toEqual(['mandateChanged'])
})

test('an approver is told of what another left for him, the people of the issuer of what became of it', async () => {
  const [approver, reporter] = [await member('approver'), await member('reporter')]
  const { projectId } = await world.project()
  await world.run('2024-12-05', async em => {
    await appendGrant(em, { partyId: approver, role: 'approver', scopeId: NOTHING, granted: true })
    await appendGrant(em, { partyId: reporter, role: 'issuer', scopeId: projectId, granted: true })
    return {}
  })
  await notice()
  await world.approved(projectId, '2025-03', '10.00')
  await notice()
  expect((await kinds(approver)).slice(-1)).toEqual(['approvalWaiting'])
  expect((await texts(approver)).at(-1)?.text).toBe(
    'A revenue report waits to be approved or sent back. It is about "Toi + Moi".',
  )
  expect(await kinds(reporter)).toEqual(['rightsChanged', 'reportApproved', 'revenueReceived'])
})

test('a notice is read once, by its person only', async () => {
  const [gus, hal] = [await member('gus'), await member('hal')]
  await world.order(await world.offering((await world.project()).classId), gus, 1)
  await notice()
  const [told] = await list(gus)
  if (told === undefined) throw new Error('not told')
  const read = (personId: string, day: string) =>
    world.run(day, em => markNoticesRead(em, { personId, notices: [told] }, at(day)))
  await read(hal, '2026-01-02')
  expect(await list(gus, true)).toHaveLength(1)
  await read(gus, '2026-01-03')
  await read(gus, '2026-01-04')
  expect(await list(gus, true)).toEqual([])
  expect(await list(gus)).toMatchObject([{ readAt: at('2026-01-03') }])
})

test('a distribution to 60 holders is told by one statement, and a second look adds nothing', async () => {
  const holders = []
  for (let holder = 0; holder < 60; holder++) holders.push(await member(`holder${holder}`))
  const { projectId, classId } = await world.project({}, 60)
  const offeringId = await world.offering(classId, {
    shares: 60,
    goal: 1000n,
    goalMode: 'keepWhatWasRaised',
  })
  for (const holder of holders) await world.pay(await world.order(offeringId, holder, 1))
  await world.close(offeringId)
  await notice()
  await world.month(projectId, '2025-03', '1000.00')
  const before = await count('distributionPaid')
  await notice()
  expect((await count('distributionPaid')) - before).toBe(60)
  expect(await notice()).toBe('0 notices written')
  expect((await subjects('holder59')).filter(each => each.includes('credited'))).toHaveLength(1)
})

test('who was paid what is taken back is told once that he owes it, without the sum in the subject; who was not paid, that he owes nothing', async () => {
  const debtors = debtorsOf(database)
  await debtors.paying.openBank()
  const [odo, ida] = [await member('odo', 'fr'), await member('ida')]
  const projects = [await debtors.alone(odo), await debtors.alone(ida)]
  const [paidOut = '', kept = ''] = [
    await world.month(projects[0] ?? '', '2025-03', '100.00'),
    await world.month(projects[1] ?? '', '2025-03', '100.00'),
  ]
  await debtors.paying.known(odo, '2025-04-01')
  await debtors.paid('2025-05-05', '2025-04-30')
  for (const run of [paidOut, kept]) await debtors.reverse(run, '2025-05-10')
  await notice()
  await notice()
  const ofReversal = (all: string[]) => all.filter(kind => /Reversed|owed/i.test(kind))
  expect([ofReversal(await kinds(odo)), ofReversal(await kinds(ida))]).toEqual([
    ['moneyOwedBack'],
    ['distributionReversed'],
  ])
  expect(
    (await subjects('odo')).filter(each => each === 'Vous devez rendre ce qui vous a été versé'),
  ).toHaveLength(1)
  const [mail] = (await mails('odo')).filter(each => each.subject.includes('rendre'))
  expect(mail?.body).toContain('vous le devez.\n\nMotif : Wrong')
  const [back] = (await mails('ida')).filter(each => each.subject === 'A distribution was taken back')
  expect(back?.body).toContain('was booked back. You owe nothing for it.')
})
