import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { aimedAt } from '../../../../src/domain/offerings/audience/audience.ts'
import {
  inviteByLink,
  inviteToOffering,
} from '../../../../src/domain/offerings/audience/invite-to-offering.ts'
import { redeemInvitation } from '../../../../src/domain/offerings/audience/redeem-invitation.ts'
import { offeringsOfProjects } from '../../../../src/domain/offerings/offerings.ts'
import { projectsPage } from '../../../../src/domain/offerings/projects.ts'
import { knownFromInside } from '../../../../src/domain/shares/orders/ordered-by.ts'
import { useDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const invite = (offeringId: string, ...partyIds: string[]) =>
  world.run('2024-12-20', tx => inviteToOffering(tx, { offeringId, partyIds }))
const link = (offeringId: string, tokenHash: string) =>
  world.run('2024-12-20', tx => inviteByLink(tx, { offeringId, tokenHash }))
const redeem = (tokenHash: string, partyId: string, now = '2024-12-21') =>
  world.run(now, tx => redeemInvitation(tx, { tokenHash, partyId }, at(now)))

describe('an offering by invitation', () => {
  test('takes orders of those who were invited, and is unknown to all others', async () => {
    const { offeringId } = await lives.raising({ audience: 'invited' }, [])
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await invite(offeringId, ann)
    await invite(offeringId, ann) // he is already
    await world.order(offeringId, ann, 1)
    await expect(world.order(offeringId, bea, 1)).rejects.toEqual(
      refused('OFFERING_UNKNOWN', `There is no offering ${offeringId}.`),
    )
    await expect(invite(offeringId, newId())).rejects.toEqual(refused('PARTY_UNKNOWN'))
  })

  test('is joined by a link that works for one party alone, as often as it likes', async () => {
    const { offeringId } = await lives.raising({ audience: 'invited' }, [])
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const hash = newId()
    await link(offeringId, hash)
    expect(await redeem(hash, ann)).toEqual({ offeringId })
    expect(await redeem(hash, ann, '2024-12-22')).toEqual({ offeringId })
    await expect(redeem(hash, bea)).rejects.toEqual(refused('INVITATION_UNKNOWN'))
    await expect(redeem(newId(), bea)).rejects.toEqual(refused('INVITATION_UNKNOWN'))
    await world.order(offeringId, ann, 1)
  })

  test('of two who use a link at the same moment one is invited', async () => {
    const { offeringId } = await lives.raising({ audience: 'invited' }, [])
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    const hash = newId()
    await link(offeringId, hash)
    const outcomes = await Promise.allSettled([redeem(hash, ann), redeem(hash, bea)])
    expect(outcomes.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('cannot be joined before it is published, and nobody is invited to one that is not by invitation', async () => {
    const { offeringId } = await lives.propose({ audience: 'invited' })
    const hash = newId()
    await link(offeringId, hash)
    await expect(redeem(hash, await world.person('Ann'))).rejects.toEqual(refused('INVITATION_UNKNOWN'))
    const open = await lives.raising({}, [])
    await expect(invite(open.offeringId, await world.person('Ann'))).rejects.toEqual(
      refused('NOT_BY_INVITATION', 'The offering is for "public"'),
    )
    await expect(link(open.offeringId, newId())).rejects.toEqual(refused('NOT_BY_INVITATION'))
  })

  test('is voted on by those who were invited', async () => {
    const vote = { endsAt: '2024-12-28T12:00:00.000Z', quorum: 1 }
    const { offeringId } = await lives.raising({ audience: 'invited', life: { vote } }, [])
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await invite(offeringId, ann)
    await lives.vote(offeringId, ann, '2024-12-21')
    await expect(lives.vote(offeringId, bea, '2024-12-21')).rejects.toEqual(refused('OFFERING_UNKNOWN'))
  })
})

test('a list of projects has those that exist for its reader', async () => {
  const ids: string[] = []
  for (const audience of ['public', 'members', 'invited'] as const) {
    ids.push((await lives.raising({ audience }, [])).projectId)
  }
  const [open, members, invited] = ids as [string, string, string]
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  const [closed] = await offeringsOfProjects(em(), [invited])
  const offeringId = closed?.id ?? ''
  await invite(offeringId, ann)
  const seen = async (...partyIds: string[]) => {
    const reader = { partyIds, projectIds: [] }
    const page = await projectsPage(em(), { reader }, { limit: 100, inverted: true })
    return new Set(page.map(row => row.id).filter(id => ids.includes(id)))
  }
  expect(await seen()).toEqual(new Set([open]))
  expect(await seen(bea)).toEqual(new Set([open, members]))
  expect(await seen(ann)).toEqual(new Set([open, members, invited]))
  expect(await aimedAt(em(), [{ id: offeringId, audience: 'invited' }], [bea])).toEqual([])
})

test('who ordered there knows an offering from inside, whoever it is for by now', async () => {
  const { offeringId, projectId, orders } = await lives.raising({}, [1])
  const ann = orders[0]?.partyId ?? ''
  expect(await knownFromInside(em(), [ann])).toEqual([{ offeringId, projectId }])
  expect(await knownFromInside(em(), [])).toEqual([])
})
