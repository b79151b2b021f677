import { Worker } from 'node:worker_threads'
import type { PeriodicPaper } from '../../documents/periodic/periodic-statement.ts'
import type { PeriodicData } from '../../documents/periodic/shape.ts'

/** What the thread is told, and what it answers: plain values, for they are copied; the bytes of a paper are handed over. */
export type ToRender = { turn: number; data: PeriodicData }
export type Rendered = { turn: number } & ({ paper: PeriodicPaper } | { failed: string })

/** A thread that renders papers, so that meanwhile the process answers requests. */
export type Rendering = {
  /** Fails when the data contradicts itself, or the thread has ended. */
  render(data: PeriodicData): Promise<PeriodicPaper>
  close(): Promise<void>
}

/**
 * Papers leave much short-lived garbage, and the young generation would grow to hold it: bounded, memory stays where it
 * was after some hundred papers.
 */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 }

type Waiting = { resolve(paper: PeriodicPaper): void; reject(error: Error): void }

/** Starts the thread; it parses the fonts at its first paper and keeps them. */
export function openRendering(): Rendering {
  // Places that are used again, not a map: what a map has outgrown holds on to answered papers, and to the next map.
  const waiting: (Waiting | null)[] = []
  let ended: Error | null = null
  const thread = new Worker(new URL('./rendering-thread.ts', import.meta.url), {
    env: {},
    resourceLimits: LIMITS,
  })
  const end = (error: Error) => {
    ended ??= error
    for (const asked of waiting.splice(0)) asked?.reject(ended)
  }
  thread.on('message', (answer: Rendered) => {
    const asked = waiting[answer.turn]
    waiting[answer.turn] = null
    if ('failed' in answer) asked?.reject(new Error(answer.failed))
    else asked?.resolve({ ...answer.paper, bytes: bytesOf(answer.paper) })
  })
  thread.on('error', end)
  thread.on('exit', () => end(new Error('The thread that renders papers has ended')))
  return {
    render: data =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended)
        const free = waiting.indexOf(null)
        const turn = free < 0 ? waiting.length : free
        waiting[turn] = { resolve, reject }
        thread.postMessage({ turn, data } satisfies ToRender)
      }),
    close: async () => {
      await thread.terminate()
    },
  }
}

/** What came over is plain bytes: a view on them, without a copy. */
function bytesOf({ bytes: { buffer, byteOffset, byteLength } }: PeriodicPaper): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
