import { beforeAll, describe, test } from '@jest/globals'
import { PASSWORD } from '../src/cli/demo/cast.ts'
import { Person } from '../src/cli/demo/client.ts'
import { openTour } from '../src/cli/demo/tour.ts'
import { useServer } from './support/server.ts'
import { stepsOf, takeStep, type Walk } from './support/tour.ts'

const server = useServer({ starts: '2010-01-04T08:00:00Z' })
const walk: Walk = { url: '', people: {}, kept: {} }

beforeAll(async () => {
  const staff = await server.staff()
  const join = (name: string, email: string) =>
    Person.join(server.url, { name, email, password: PASSWORD, language: 'en' })
  const issuer = await join('Nina Night', 'nina@stage.example')
  const neighbour = await join('Nora Neighbour', 'nora@crowd.example')
  const investor = await join('Ines Investor', 'ines@crowd.example')
  await openTour(staff, issuer, neighbour)
  Object.assign(walk, { url: server.url, people: { ...staff, issuer, investor } })
})

describe("the README's tour does what it says, step by step", () => {
  test.each(stepsOf('README.md').map(step => [step.line, step] as const))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})
