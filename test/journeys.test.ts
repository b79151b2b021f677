import { beforeAll, describe, test } from '@jest/globals'
import { transact } from '../src/act.ts'
import { PASSWORD } from '../src/cli/demo/cast.ts'
import { Person } from '../src/cli/demo/client.ts'
import { openTour } from '../src/cli/demo/tour.ts'
import { inviteFirstAdministrator } from '../src/domain/parties/access/first-administrator.ts'
import { useServer } from './support/server.ts'
import { stepsOf, takeStep, type Walk } from './support/tour.ts'

const steps = (name: string) => stepsOf(`demo/journeys/${name}.md`).map(step => [step.line, step] as const)

describe.each(['investor', 'issuer', 'finance', 'developer'])('the journey of the %s', name => {
  const server = useServer({ starts: '2010-01-04T08:00:00Z' })
  const walk: Walk = { url: '', people: {}, kept: {} }

  beforeAll(async () => {
    const staff = await server.staff()
    const join = (called: string, email: string) =>
      Person.join(server.url, { name: called, email, password: PASSWORD, language: 'en' })
    const issuer = await join('Nina Night', 'nina@stage.example')
    const neighbour = await join('Nora Neighbour', 'nora@crowd.example')
    const investor = await join('Ines Investor', 'ines@crowd.example')
    const stranger = await join('Stan Stranger', 'stan@crowd.example')
    await openTour(staff, issuer, neighbour)
    Object.assign(walk, { url: server.url, people: { ...staff, issuer, investor, stranger } })
  })

  test.each(steps(name))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})

describe('the journey of the operator, on an empty installation', () => {
  const server = useServer({ starts: '2010-01-01T09:00:00Z' })
  const walk: Walk = { url: '', people: {}, kept: {} }

  beforeAll(async () => {
    const { orm } = server.database
    const code = await transact(orm, 'invite', em => inviteFirstAdministrator(em, server.clock.now()))
    Object.assign(walk, { url: server.url, kept: { code: code ?? '' } })
  })

  test.each(steps('operator'))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})
