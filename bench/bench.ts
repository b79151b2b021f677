import { benchDistribution } from './distribution.ts'
import { benchPayday } from './payday.ts'
import { benchPreview } from './preview.ts'
import { benchStatements } from './statements.ts'
import { benchSubscribe } from './subscribe.ts'

/* `npm run bench -- NAME [options]`: repeatable measurements, each printed beside its floor from the same run. */

const BENCHES: Record<string, (args: readonly string[]) => Promise<void>> = {
  distribution: benchDistribution,
  payday: benchPayday,
  preview: benchPreview,
  statements: benchStatements,
  subscribe: benchSubscribe,
}

const [name = '', ...args] = process.argv.slice(2)
const bench = BENCHES[name]
if (bench === undefined) {
  console.error(`There is no bench "${name}": choose ${Object.keys(BENCHES).join(', ')}.`)
  process.exitCode = 1
} else {
  await bench(args)
}
