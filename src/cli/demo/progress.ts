import { SingleBar } from 'cli-progress'
import type { Progress } from './play.ts'

let bar: SingleBar | undefined

/** A bar in the terminal; where the output is no terminal, a line at the end of each part. */
export const terminalProgress: Progress = {
  begin(what, steps) {
    bar = new SingleBar({
      format: `${what} {bar} {value}/{total}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 60_000,
    })
    bar.start(steps, 0)
  },
  step() {
    bar?.increment()
  },
  end() {
    bar?.stop()
    bar = undefined
  },
}
