import { expect, test } from '@jest/globals'
import { join, proposeThrough } from '../support/aimed.ts'
import { step } from '../support/changes.ts'
import { feedCaughtUp } from '../support/feed.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const QUERY = '{ events(first: 50) { edges { node { verb about { id } } } } }'

test('of an offering that is for invited people or members the feed tells strangers nothing', async () => {
  const staff = await server.staff()
  const [issuer, friend] = [await join(server.url, 'Iris'), await join(server.url, 'Fay')]
  const closed = await proposeThrough(staff, issuer, 'closed', { audience: 'invited' })
  const club = await proposeThrough(staff, issuer, 'club', { audience: 'members' })
  for (const { offeringId } of [closed, club]) {
    await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  }
  await feedCaughtUp(server.database.orm)
  const seen = async (token: string | null) => {
    const { text } = await post(server.url, { query: QUERY }, token)
    expect(JSON.parse(text)).not.toHaveProperty('errors')
    return [closed, club].map(({ offeringId }) => text.includes(offeringId))
  }
  expect(await seen(null)).toEqual([false, false])
  expect(await seen(await friend.token())).toEqual([false, true])
  expect(await seen(await issuer.token())).toEqual([true, true])
})
