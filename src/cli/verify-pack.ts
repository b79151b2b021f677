import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sha256 } from '../documents/audit/pack.ts'
import { reportOnPack } from './pack-report.ts'

const USAGE = `Say which pack:
  npm run verify -- FILE [--sha256 HEX]   a line for each item; HEX: the SHA-256 that the API gives of the pack`

/**
 * `npm run verify -- pack.zip`: verifies an auditor's pack without a database and without a network, with a line for each
 * item that says what is wrong with it. Ends with 1 when anything is.
 */
async function verifyPack(): Promise<boolean> {
  const options = { sha256: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ args: process.argv.slice(2), options, allowPositionals: true })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Error(USAGE)
  const bytes = await readFile(file)
  const { lines, isSound } = reportOnPack(bytes)
  console.log(lines.join('\n'))
  const wanted = values.sha256?.toLowerCase() ?? null
  if (wanted === null || wanted === sha256(bytes)) return isSound
  console.log(`NOT OURS: its SHA-256 is ${sha256(bytes)}, not ${wanted}`)
  return false
}

try {
  if (!(await verifyPack())) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
