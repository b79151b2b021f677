import { parentPort } from 'node:worker_threads'
import { renderPeriodic } from '../../documents/periodic/periodic-statement.ts'
import type { Rendered, ToRender } from './rendering.ts'

/* The thread in which papers are rendered, one after the other: the fonts are parsed once for all of them. */

async function rendered({ turn, data }: ToRender): Promise<Rendered> {
  try {
    return { turn, paper: await renderPeriodic(data) }
  } catch (error) {
    return { turn, failed: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', async (asked: ToRender) => {
  const answer = await rendered(asked)
  // The bytes are handed over, not copied: each paper has memory of its own.
  parentPort?.postMessage(answer, 'paper' in answer ? [answer.paper.bytes.buffer as ArrayBuffer] : [])
})
