import { Worker } from 'node:worker_threads'
import { refuse as refuseAct } from '../domain/acts/refusals.ts'
import { refuse } from '../domain/dividends/refusals.ts'
import type { SizeLimits } from '../domain/dividends/simulation/check-size.ts'
import type { Simulation } from '../domain/dividends/simulation/play-scenarios.ts'
import { type Refusal, refusedThere } from '../domain/refusal.ts'

/** What a thread is told, and what it answers: plain values, for they are copied. */
export type Work = { given: object; limits: SizeLimits }
export type Outcome = { simulation: Simulation } | { refused: Pick<Refusal, 'code' | 'message' | 'field'> }

/** The most there may be in one request. */
export const MOST: SizeLimits = {
  scenarios: 10,
  tiers: 50,
  classes: 10,
  holders: 200,
  runs: 120,
  lines: 5000,
}
const SECONDS = 10
const MEGABYTES = 256
const MOST_IN_LINE = 10

/** Simulations that run or wait: one runs at a time, so that however many are asked for, a core stays free. */
let inLine = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * Plays scenarios in a thread of their own. Exact fractions can be made to grow without end, whatever the size of the
 * input, so only a limit of time and memory holds; and meanwhile other requests are answered.
 * Refuses what reading and playing refuse, SIMULATION_TOO_LARGE, SIMULATION_TOO_LONG, and BUSY when too many wait.
 */
export async function simulateApart(given: object, seconds = SECONDS): Promise<Simulation> {
  if (inLine >= MOST_IN_LINE) throw refuseAct.BUSY({ verb: 'simulate' })
  inLine += 1
  const turn = last.then(() => outcomeOf({ given, limits: MOST }, seconds))
  last = turn.catch(() => undefined)
  try {
    const outcome = await turn
    if ('refused' in outcome) throw refusedThere(outcome.refused)
    return outcome.simulation
  } finally {
    inLine -= 1
  }
}

/** Never longer than so many seconds: a thread that still runs is ended. */
function outcomeOf(work: Work, seconds: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./simulator-thread.ts', import.meta.url), {
      workerData: work,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    const tooLong = () => reject(refuse.SIMULATION_TOO_LONG({ seconds, megabytes: MEGABYTES }))
    const end = setTimeout(() => {
      tooLong()
      void thread.terminate()
    }, seconds * 1000)
    thread.once('message', resolve)
    thread.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooLong()
      else reject(error)
    })
    thread.once('exit', () => {
      clearTimeout(end)
      // Does nothing when it was answered before.
      reject(new Error('A simulation ended without an answer'))
    })
  })
}
