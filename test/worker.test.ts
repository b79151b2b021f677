import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import Environment from './support/jest/environment.ts'

/*
 * Test files follow one another in a worker and share the modules they import. Here Jest runs files of a folder of its
 * own, in the order of their names, to see that they share nothing else.
 */

const JEST = createRequire(import.meta.url).resolve('jest/bin/jest')
const support = (path: string) => fileURLToPath(new URL(`./support/${path}`, import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tantieme-worker-')))
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD =
  "import { afterEach, expect, jest, test } from '@jest/globals'\nimport { loads } from './shared.mjs'\n"

/** Runs these files in one worker and answers what became of each test, and what was printed. */
function run(files: Record<string, string>) {
  writeFileSync(
    join(folder, 'shared.mjs'),
    'globalThis.loads = (globalThis.loads ?? 0) + 1\nexport const loads = globalThis.loads\n',
  )
  writeFileSync(
    join(folder, 'by-name.cjs'),
    'module.exports = class { shard = all => all; cacheResults() {}; sort = all => all.sort((a, b) => (a.path < b.path ? -1 : 1)) }',
  )
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, `${name}.test.mjs`), HEAD + text)
  const config = {
    rootDir: folder,
    testMatch: ['**/*.test.mjs'],
    testEnvironment: support('jest/environment.ts'),
    testRunner: support('jest/runner.ts'),
    testSequencer: join(folder, 'by-name.cjs'),
    transform: {},
  }
  const args = [JEST, '--config', JSON.stringify(config), '--runInBand', '--verbose', '--no-cache']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const said = stripVTControlCharacters(stderr)
  const outcomes = [...said.matchAll(/^ +([✓✕○]) (.+?)(?: \(\d+ ms\))?$/gm)].map(
    ([, sign, name]) => `${sign} ${name}`,
  )
  return { status, said, outcomes }
}

describe('in one worker', () => {
  const { status, said, outcomes } = run({
    a: `
afterEach(() => { expect(1).toBe(1) })
test('breaks', () => {
  expect([1, 2]).toEqual([1, 3])
})
test('changes the process', () => {
  process.env.LEFT = 'here'
  process.exit = () => undefined
  jest.spyOn(Math, 'cbrt').mockImplementation(() => -1)
})
`,
    b: `
test('finds the process as it was', () => {
  expect([process.env.LEFT, Math.cbrt(8), String(process.exit).length > 40]).toEqual([undefined, 2, true])
})
test('hears no hook of another file', () => expect.assertions(0))
test('shares what was loaded', () => expect(loads).toBe(1))
test.skip('is left out', () => undefined)
`,
    c: "import { nothing } from './shared.mjs'\ntest('is not reached', () => nothing())\n",
  })

  test('each test has its own outcome, and one that fails fails the run', () => {
    expect(outcomes).toEqual([
      '✕ breaks',
      '✓ changes the process',
      '✓ finds the process as it was',
      '✓ hears no hook of another file',
      '✓ shares what was loaded',
      '○ skipped is left out',
    ])
    expect(status).toBe(1)
  })

  test('a failure shows its line, and a file that cannot be loaded says why', () => {
    expect(said).toMatch(/> +\d \| +expect\(\[1, 2\]\)\.toEqual\(\[1, 3\]\)/)
    expect(said).toMatch(/a\.test\.mjs:\d:18/)
    expect(said).toMatch(/FAIL .*c\.test\.mjs\n.*Test suite failed to run/)
    expect(said).toContain("does not provide an export named 'nothing'")
  })
})

test('what a file changed of the environment, the console or the exit is put back', async () => {
  const before = { env: { ...process.env }, console: globalThis.console, exit: process.exit }
  const environment = new Environment()
  await environment.setup()
  process.env.LEFT = 'here'
  delete process.env.PATH
  globalThis.console = { ...console }
  process.exit = () => undefined as never
  await environment.teardown()
  expect({ env: { ...process.env }, console: globalThis.console, exit: process.exit }).toEqual(before)
})
