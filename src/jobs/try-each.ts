import { Refusal } from '../domain/refusal.ts'
import type { Workshop } from './job.ts'

/** How many were done, the codes of those that have to wait, and how many failed. */
export type Tally = { done: number; waiting: string[]; failed: number }

/**
 * Does the work of a job for each id, one after the other. What is refused with one of the codes `waits` is tried
 * again at the next tick. What fails is logged and does not keep the others from being done.
 */
export async function tryEach(
  log: Workshop['log'],
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
  waits: readonly string[] = [],
): Promise<Tally> {
  const tally: Tally = { done: 0, waiting: [], failed: 0 }
  for (const id of ids) {
    try {
      await work(id)
      tally.done++
    } catch (error) {
      if (error instanceof Refusal && waits.includes(error.code)) {
        tally.waiting.push(error.code)
        continue
      }
      tally.failed++
      log.error({ id, reason: error instanceof Error ? error.message : String(error) }, 'failed, going on')
    }
  }
  return tally
}

/** The outcome of a job in one sentence. When anything failed the job has failed: it is seen, and tried again. */
export function outcomeOf(sentence: string, failed: number): string {
  if (failed === 0) return sentence
  throw new Error(`${sentence}, ${failed} failed`)
}
