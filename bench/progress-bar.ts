import { SingleBar } from 'cli-progress'
import type { Progress } from '../src/domain/dividends/progress/run-progress.ts'

/** A bar in the terminal of how far a run is; nothing where the output is none. */
export function progressBar(title: string) {
  const format = `${title}  {phase} {bar} {value}/{total}`
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, stopOnComplete: false })
  bar.start(1, 0, { phase: 'plan' })
  return {
    show({ phase, done, of }: Progress): void {
      if (of > 0) bar.setTotal(of)
      bar.update(done, { phase })
    },
    end: () => bar.stop(),
  }
}
