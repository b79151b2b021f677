import { tryImports } from './imports.ts'
import { tryKills } from './kills.ts'
import { tryMonth } from './month.ts'
import { tryPayouts } from './payouts.ts'
import { tryReversals } from './reversals.ts'
import { trySqlEngine } from './sql-engine.ts'

/* `npm run trials`, or `npm run trials -- NAME [options]`: long seeded trials, one line each. */

const TRIALS: Record<string, (args: readonly string[]) => Promise<boolean>> = {
  'sql-engine': trySqlEngine,
  kills: tryKills,
  payouts: tryPayouts,
  reversals: tryReversals,
  month: tryMonth,
  imports: tryImports,
}

const [name, ...args] = process.argv.slice(2)
const chosen = name === undefined ? Object.keys(TRIALS) : [name]
for (const each of chosen) {
  const trial = TRIALS[each]
  if (trial === undefined) {
    console.error(`There is no trial "${each}": choose ${Object.keys(TRIALS).join(', ')}.`)
    process.exitCode = 1
  } else if (!(await trial(args))) process.exitCode = 1
}
