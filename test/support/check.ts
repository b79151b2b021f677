import { spawnSync } from 'node:child_process'

/* `npm run check`: everything that must hold before a change lands, in one list. */

const STEPS: [string, string[]][] = [
  ['format and lint', ['biome', 'ci', '.', '--colors=off']],
  ['types', ['tsc', '--pretty', 'false']],
  ['lock file has no holes', ['node', 'test/support/lock-holes.ts']],
  ['tests', ['npm', 'test', '--silent']],
]

let failed = 0
for (const [name, [command = '', ...args]] of STEPS) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (status !== 0) {
    failed++
    console.log(`${stdout}${stderr}`)
  }
}
console.log(failed === 0 ? 'Everything holds.' : `${failed} of ${STEPS.length} do not hold.`)
process.exitCode = failed === 0 ? 0 : 1
