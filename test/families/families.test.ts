import { describe, expect, test } from '@jest/globals'
import { familyNames, readFamily } from '../../src/cli/demo/family.ts'
import { assemblePeople, playStory } from '../../src/cli/demo/play-family.ts'
import { useServer } from '../support/server.ts'

/*
 * Each preset of demo/families is played through the API, to its failure and to its end: what its file says is seen after
 * each step is seen, to the cent.
 */

const only = process.env.FAMILY

describe.each(familyNames().filter(name => only === undefined || name === only))('the family %s', name => {
  const family = readFamily(name)
  const server = useServer({ starts: family.failure.starts })
  let cast: Parameters<typeof playStory>[2] | undefined

  test.each(['failure', 'success'] as const)('is played to its %s', async ending => {
    if (cast === undefined) {
      const staff = await server.staff()
      cast = { staff, ...(await assemblePeople(family, staff)) }
    }
    expect(family[ending].steps.length).toBeGreaterThan(1)
    await playStory(family, family[ending], cast, ({ step, sight }) => {
      expect({ ...step, see: sight }).toMatchObject({ ...step, see: step.see ?? {} })
    })
  })
})
