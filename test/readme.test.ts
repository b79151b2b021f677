import { beforeAll, describe, test } from '@jest/globals'
import { openTour, STARTS } from '../src/cli/demo/tour.ts'
import { useServer } from './support/server.ts'
import { stepsOf, takeStep, type Walk } from './support/tour.ts'

const server = useServer({ starts: STARTS })
const walk: Walk = { url: '', people: {}, kept: {} }

beforeAll(async () => {
  Object.assign(walk, { url: server.url, people: await openTour(await server.staff()) })
})

describe("the README's tour does what it says, step by step", () => {
  test.each(stepsOf('README.md').map(step => [step.line, step] as const))('line %d', async (_line, step) => {
    await takeStep(walk, step)
  })
})
