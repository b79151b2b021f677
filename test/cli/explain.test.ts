import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { useDatabase } from '../support/database.ts'
import { worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

const COMMAND = fileURLToPath(new URL('../../src/cli/explain.ts', import.meta.url))

/** What the command prints and how it ends. */
async function explain(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl }
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [COMMAND, ...args], { env })) }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

test('npm run explain prints the sentences and the figures of a line', async () => {
  const { projectId, classId, holders } = await world.funded({ Ann: 60, Bea: 10 })
  const run = await world.month(projectId, '2025-03', '1000.00')
  const id = `Dividend:${run}:${classId}:${holders.Ann}`
  const { code, stdout } = await explain(id)
  expect(code).toBe(0)
  expect(stdout).toContain('At the end of 31 March 2025 you held 60 of the 70 shares that took part')
  expect(stdout).toMatch(/^line: carried to the next run +0\.285714285714285714$/m)
  expect(stdout).toMatch(/^net +257\.14$/m)
  expect((await explain(id, '--language', 'fr')).stdout).toContain('Au soir du 31 mars 2025 vous déteniez 60')
})

test.each<[string, string[], string]>([
  ['none', [], 'Say which dividend'],
  ['one that cannot be', ['Dividend:1'], 'Dividend:1'],
  ['a language we do not write', ['Dividend:1', '--language', 'de'], 'We write en and fr, not "de".'],
])('npm run explain says what it misses: %s', async (_what, args, message) => {
  const { code, stderr } = await explain(...args)
  expect([code, stderr]).toEqual([1, expect.stringContaining(message)])
})
