import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { act } from '../act.ts'
import type { Orm } from '../database/orm.ts'
import { system } from '../domain/acts/actor.ts'
import { recordBounce } from '../domain/parties/messages/record-bounce.ts'
import { Refusal } from '../domain/refusal.ts'
import { readDeliveryReport } from '../mail/read-delivery-report.ts'
import { withBooks } from './with-books.ts'

/**
 * `npm run bounces -- FILE…`: takes in reports of mail servers (RFC 3464) that mails of ours could not be delivered, each a
 * whole mail as it came. A mail is put on the work list once, however often its report is brought; what is about no mail of
 * ours is said and passed over. Works beside a program that runs.
 */
async function bounces(): Promise<void> {
  const files = filesFrom(process.argv.slice(2))
  await withBooks(async ({ orm }) => {
    for (const file of files) console.log(`${file}: ${await takeIn(orm, await readFile(file, 'utf8'))}`)
  })
}

async function takeIn(orm: Orm, report: string): Promise<string> {
  const failed = await readDeliveryReport(report)
  const now = new Date()
  let taken = 0
  for (const bounce of failed) {
    const deed = { actor: system('cli'), verb: 'recordBounce', now }
    try {
      await act(orm, deed, em => recordBounce(em, { ...bounce, how: 'returned' }, now))
      taken++
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return taken === 0
    ? 'no mail of ours that failed is named in it'
    : `${taken} bounced mails on the work list`
}

function filesFrom(args: string[]): string[] {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  if (positionals.length === 0) throw new Error('Say which reports: npm run bounces -- report.eml')
  return positionals
}

try {
  await bounces()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
