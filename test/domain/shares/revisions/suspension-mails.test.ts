import { expect, test } from '@jest/globals'
import { giveMandate } from '../../../../src/domain/parties/mandates/give-mandate.ts'
import { changeProfile } from '../../../../src/domain/parties/people/change-profile.ts'
import { useDatabase } from '../../../support/database.ts'
import { peopleOf } from '../../../support/people.ts'
import { at } from '../../../support/world.ts'
import { waitingWorld } from '../waiting/waiting-world.ts'
import { suspending } from './suspension-world.ts'

const database = useDatabase()
const { world, suspend, raising, correct } = suspending(database)
const { wait, leave } = waitingWorld(database)
const people = peopleOf(database)

test('the people of the issuer, who ordered and who waits are told at once, each in his language, and of the correction', async () => {
  const { offeringId, issuerId, ann } = await raising({ shares: 50 })
  const joined = async (email: string) => (await people.joined(email, at('2024-12-01'))).partyId
  const [manager, agent, waiter, former] = (await Promise.all(
    ['manager', 'agent', 'waiter', 'former'].map(who => joined(`${who}@still.example`)),
  )) as [string, string, string, string]
  await world.run('2024-12-01', async tx => {
    await changeProfile(tx, { partyId: agent, language: 'fr' })
    for (const [principalId, agentId] of [
      [issuerId, manager],
      [ann, agent],
    ] as const) {
      const mandate = { principalId, agentId, startsAt: at('2024-12-01'), endsAt: null }
      await giveMandate(tx, { ...mandate, givenUnderId: null, byId: principalId })
    }
    return {}
  })
  for (const partyId of [waiter, former]) {
    await world.agree(partyId, 'riskOfLoss', '2025-01-02')
    await world.agree(partyId, 'noSimulation', '2025-01-02')
  }
  await wait(offeringId, waiter, 10)
  await leave(await wait(offeringId, former, 10), former)
  await suspend(offeringId, '2025-01-20')
  const latest = async (who: string) => (await people.mails(`${who}@still.example`))[0]
  const subjects = async () =>
    Promise.all(['manager', 'agent', 'waiter', 'former'].map(async who => (await latest(who))?.subject))
  expect(await subjects()).toEqual([
    'Your offering is suspended: correct its key information sheet',
    'Une offre à laquelle vous avez souscrit est suspendue',
    'An offering you ordered in is suspended',
    'Confirm your mail address',
  ])
  expect((await latest('waiter'))?.body).toMatch(
    /"Toi \+ Moi" .*\n\nThe debt of the firm is missing\n\n.*withdraw your order or leave the waiting list now.*by the end of 2025-02-19/s,
  )
  await correct(offeringId, '2025-01-22')
  expect(await subjects()).toEqual([
    'Your offering is suspended: correct its key information sheet',
    "La fiche d'informations clés d'une offre a été corrigée",
    'The key information sheet of an offering was corrected',
    'Confirm your mail address',
  ])
})
