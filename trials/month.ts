import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

/**
 * Tells the story of a finance officer's month (`test/month.test.ts`) with `--payees N` (5,000): through the API, with every
 * check of the books at the end. Prints what the test says and one line; true when it holds.
 */
export async function tryMonth(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { payees: { type: 'string', default: '5000' } } })
  const started = performance.now()
  const child = spawn('npm', ['test', '--', 'test/month'], {
    env: { ...process.env, PAYEES: values.payees },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(
    `month: ${Number(values.payees).toLocaleString('en')} payees, ${code === 0 ? 'all as told' : 'FAILED'}, ${seconds} s`,
  )
  return code === 0
}
