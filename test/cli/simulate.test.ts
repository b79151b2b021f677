import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'

const path = (from: string) => fileURLToPath(new URL(`../../${from}`, import.meta.url))
const NIGHT_SONGS = path('demo/cases/scenarios/night-songs.json')
const home = mkdtempSync(join(tmpdir(), 'tantieme-simulate-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** What the command prints and how it ends. It starts no database: an address of none is given. */
async function simulate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
  try {
    const told = await promisify(execFile)(process.execPath, [path('src/cli/simulate.ts'), ...args], { env })
    return { code: 0, ...told }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

describe('npm run simulate', () => {
  test('prints what the scenarios of a file come to, amounts as decimals', async () => {
    const { code, stdout } = await simulate(NIGHT_SONGS)
    const { scenarios, ...rest } = JSON.parse(stdout)
    expect({ code, ...rest }).toMatchObject({ code: 0, currency: 'EUR' })
    expect(scenarios[0]).toMatchObject({ name: 'nothing comes back', divided: '0.00', runs: [] })
    expect(scenarios[2]).toMatchObject({
      name: 'slowly',
      recipients: [
        { recipient: 'class:parts', amount: '1160.00' },
        { recipient: 'issuer', amount: '1440.00' },
      ],
      classes: [{ multiple: '1.16000000', paybackMonth: '2027-01', internalRate: { rate: '0.10000000' } }],
    })
  })

  test('takes a case alone', async () => {
    const { stdout } = await simulate(path('demo/cases/waterfall/touscoprod.json'))
    const [, { classes }] = JSON.parse(stdout).scenarios
    expect(classes).toMatchObject([{ back: '80000.00', holders: [{ name: 'member A', back: '400.00' }, {}] }])
  })

  test('tells code, place and value of what it refuses, and ends with 1', async () => {
    const file = join(home, 'bad.json')
    writeFileSync(file, '{ "name": "x", "contract": {}, "classes": [], "scenarios": [], "more": 1 }')
    expect(await simulate(file)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: [
        'SIMULATION_MALFORMED at contract.currency',
        '  The scenarios cannot be read in 4 places: contract.currency is missing: it must be a text in quotes (an amount too: "12.34")',
        '  contract.tiers is missing: it must be a list',
        '  contract.unsold is missing: it must be one of "raisesSold", "toIssuer"',
        '  more is not known: known are name, source, note, contract, classes, scenarios.',
        '',
      ].join('\n'),
    })
  })

  test.each([
    ['no file', [], 'Say which file'],
    ['two files', ['a.json', 'b.json'], 'Say which file'],
    ['a file that is not there', [join(home, 'none.json')], 'no such file'],
  ])('says what is wrong with %s', async (_what, args, says) => {
    expect(await simulate(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(says) })
  })
})
