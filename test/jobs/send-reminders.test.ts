import { expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { NOTHING } from '../../src/domain/ids.ts'
import { giveMandate } from '../../src/domain/parties/mandates/give-mandate.ts'
import { changeProfile } from '../../src/domain/parties/people/change-profile.ts'
import { appendGrant } from '../../src/domain/parties/roles/change-role.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { sendDueReminders } from '../../src/jobs/send-reminders.ts'
import { useDatabase } from '../support/database.ts'
import { peopleOf } from '../support/people.ts'
import { MARCH, reportingIn } from '../support/reporting.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const { world, report, sendBack } = reportingIn(database)
const people = peopleOf(database)

/** The first report, on March, is due on 10 April. */
const REPORTING = { every: 'month', from: '2025-03-01', dueDays: 10 } as const

const log = { info() {}, warn() {}, error() {} }
const remind = (day: string) => {
  const shop = { orm: database.orm, clock: testClock(at(day)), log } as unknown as Workshop
  return sendDueReminders(shop, at(day))
}
const subjects = async (email: string) => (await people.mails(email)).map(mail => mail.subject)

/** A project with somebody who reports for it, in French, and a manager of its issuer; and finance. */
async function staffed(name: string) {
  const { projectId, issuerId } = await world.project({ reporting: REPORTING })
  const [member, manager, finance] = ['member', 'manager', 'finance'].map(
    who => `${who}@${name}.example`,
  ) as [string, string, string]
  const NEW = at('2024-12-01')
  const { partyId: memberId } = await people.joined(member, NEW)
  const { partyId: managerId } = await people.joined(manager, NEW)
  const { partyId: financeId } = await people.joined(finance, NEW)
  await world.run('2024-12-01', async em => {
    await appendGrant(em, { partyId: memberId, role: 'issuer', scopeId: projectId, granted: true })
    await appendGrant(em, { partyId: financeId, role: 'finance', scopeId: NOTHING, granted: true })
    await changeProfile(em, { partyId: memberId, language: 'fr' })
    const mandate = { principalId: issuerId, agentId: managerId, startsAt: NEW, endsAt: null }
    return giveMandate(em, { ...mandate, givenUnderId: null, byId: issuerId })
  })
  return { projectId, member, manager, finance }
}

test("the issuer's people are reminded once each before and after the due day, then finance", async () => {
  const { projectId, member, manager, finance } = await staffed('one')
  expect(await remind('2025-04-02')).toBe('0 reminders sent')
  expect((await Promise.all([remind('2025-04-03'), remind('2025-04-03')])).sort()).toEqual([
    '0 reminders sent',
    '1 reminders sent',
  ])
  for (const day of ['2025-04-03', '2025-04-11', '2025-04-12', '2025-04-24', '2025-04-30']) await remind(day)
  expect(await subjects(manager)).toEqual([
    'A revenue report is late',
    'A revenue report is late',
    'A revenue report is due soon',
    'Confirm your mail address',
  ])
  expect((await subjects(member)).slice(0, 3)).toEqual([
    'Une déclaration de recettes est en retard',
    'Une déclaration de recettes est en retard',
    'Une déclaration de recettes est attendue',
  ])
  expect(await subjects(finance)).toEqual(['Confirm your mail address'])
  expect(await remind('2025-05-01')).toBe('1 reminders sent')
  expect(await people.mails(finance)).toMatchObject([
    {
      subject: 'A revenue report does not come',
      body: 'The issuer of "Toi + Moi" was to report the revenue from 2025-03-01 to 2025-03-31 by 2025-04-10. All reminders were sent; speak to him.',
    },
    {},
  ])
  await report(projectId, MARCH, { now: '2025-05-01' })
  expect(await remind('2025-05-02')).toBe('0 reminders sent')
})

test('a report that is sent back is told at once, and reminded of by the day named for its correction', async () => {
  const { projectId, manager } = await staffed('two')
  await sendBack(await report(projectId, MARCH), { dueBy: '2025-04-20' })
  expect(await subjects(manager)).toEqual(['A revenue report was sent back', 'Confirm your mail address'])
  await remind('2025-04-12')
  expect(await subjects(manager)).toHaveLength(2)
  await remind('2025-04-13')
  expect(await people.mails(manager)).toMatchObject([
    { subject: 'A revenue report was sent back', body: expect.stringContaining('by 2025-04-20') },
    {},
    {},
  ])
})

test('where nobody can be written to, it is tried again', async () => {
  await world.project({ reporting: REPORTING })
  expect(await remind('2025-04-03')).toBe('0 reminders sent')
})
