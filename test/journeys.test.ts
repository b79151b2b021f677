import { beforeAll, describe, test } from '@jest/globals'
import { transact } from '../src/act.ts'
import { openTour, STARTS } from '../src/cli/demo/tour.ts'
import { inviteFirstAdministrator } from '../src/domain/parties/access/first-administrator.ts'
import { SCHEDULE } from '../src/jobs/schedule.ts'
import { catchUp, untilRun } from '../src/jobs/ticks.ts'
import { useServer } from './support/server.ts'
import { stepsOf, takeStep, type Walk } from './support/tour.ts'

const steps = (name: string) => stepsOf(`demo/journeys/${name}.md`).map(step => [step.line, step] as const)

describe.each(['investor', 'issuer', 'finance', 'developer'])('the journey of the %s', name => {
  const server = useServer({ starts: STARTS })
  const walk: Walk = { url: '', people: {}, kept: {} }

  beforeAll(async () => {
    Object.assign(walk, { url: server.url, people: await openTour(await server.staff()) })
  })

  test.each(steps(name))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})

describe('the journey of the operator, on an empty installation', () => {
  const server = useServer({ starts: '2010-01-01T09:00:00Z' })
  const walk: Walk = { url: '', people: {}, kept: {} }

  beforeAll(async () => {
    const { database, clock, boss, url } = server
    const { orm } = database
    const since = clock.now()
    const code = await transact(orm, 'invite', em => inviteFirstAdministrator(em, since))
    Object.assign(walk, { url, kept: { code: code ?? '' } })
    // By itself this clock stands still; the jobs of the first minutes run before the walk.
    clock.move?.(new Date('2010-01-01T09:05:00Z'))
    await catchUp(orm, boss, SCHEDULE, { now: clock.now(), since })
    await untilRun(orm, SCHEDULE, 60)
  })

  test.each(steps('operator'))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})
