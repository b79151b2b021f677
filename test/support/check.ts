import { spawnSync } from 'node:child_process'

/*
 * `npm run check`: everything that must hold before a change lands, in one list. `-- --tested` leaves out the tests, where
 * they have just been run on the same files.
 */

const STEPS: [string, string[]][] = [
  ['format and lint', ['biome', 'ci', '.', '--colors=off']],
  ['types', ['tsc', '--pretty', 'false']],
  ['lock file has no holes', ['node', 'test/support/lock-holes.ts']],
  ['tests', ['npm', 'test', '--silent']],
]

const steps = process.argv.includes('--tested') ? STEPS.filter(([name]) => name !== 'tests') : STEPS

let failed = 0
for (const [name, [command = '', ...args]] of steps) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (status !== 0) {
    failed++
    console.log(`${stdout}${stderr}`)
  }
}
console.log(failed === 0 ? 'Everything holds.' : `${failed} of ${steps.length} do not hold.`)
process.exitCode = failed === 0 ? 0 : 1
