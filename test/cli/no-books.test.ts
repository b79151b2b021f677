import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { startEmbedded } from '../../src/database/embedded.ts'
import { newId } from '../../src/domain/ids.ts'
import { cleanUp, temporary } from '../support/embedded.ts'
import { dropTargets, newTarget, runNode, sourceFile } from '../support/moving.ts'

afterAll(async () => {
  await cleanUp()
  await dropTargets()
})

const given = join(temporary(), 'some-file')
writeFileSync(given, 'text')

const ID = newId()
const COMMANDS: [string, string[]][] = [
  ['bounces', [given]],
  ['explain', [`Dividend:${ID}:${ID}:${ID}`]],
  ['export', ['books']],
  ['export', ['report', 'trialBalance']],
  ['import', ['investors', given, '--dry-run']],
  ['outbox', ['fred@platform.example']],
]

/** How a command ends, and what it says to a person who sees its screen. */
async function said(command: string, args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const here = { DATABASE_URL: undefined, ...environment }
  const { end, said } = await runNode([sourceFile(`cli/${command}.ts`), ...args], here)
  return `${end} ${said}`
}

const NEXT = 'Start with npm start, or see what books look like with npm run demo.\n'

test.each(COMMANDS)(
  'npm run %s says in an empty folder what to do next, and makes no database',
  async (name, args) => {
    const folder = temporary()
    expect(await said(name, args, { DATA_DIR: folder })).toBe(`1 ${folder} holds no books yet. ${NEXT}`)
    expect(existsSync(join(folder, 'postgresql'))).toBe(false)
  },
)

test('a database without tables is told as one without books', async () => {
  const url = await newTarget('empty')
  for (const [name, args] of COMMANDS) {
    const text = await said(name, args, { DATABASE_URL: url, DATA_DIR: temporary() })
    expect(text).toBe(`1 The database of DATABASE_URL holds no books yet. ${NEXT}`)
  }
})

test('a cluster in which the program never ran is told so, by moving too', async () => {
  const folder = temporary()
  await (await startEmbedded({ folder, durable: false })).stop()
  expect(await said('outbox', ['a@b.example'], { DATA_DIR: folder })).toBe(
    `1 ${folder} holds no books yet. ${NEXT}`,
  )
  const moved = await said('move', [await newTarget('empty')], { DATA_DIR: folder })
  expect(moved).toContain(`The embedded database in ${folder} holds no books yet. Start with npm start.\n`)
  expect(readdirSync(folder)).toContain('postgresql')
})
