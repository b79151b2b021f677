import { parentPort, workerData } from 'node:worker_threads'
import { playScenarios } from '../domain/dividends/simulation/play-scenarios.ts'
import { readScenarios } from '../domain/dividends/simulation/read-scenarios.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Outcome, Work } from './simulator.ts'

/* The thread in which one simulation is played: it is told the work when it begins, answers once, and ends. */

function outcomeOf({ given, limits }: Work): Outcome {
  try {
    return { simulation: playScenarios(readScenarios(given, limits)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message, field } = error
    return { refused: { code, message, field } }
  }
}

parentPort?.postMessage(outcomeOf(workerData as Work))
