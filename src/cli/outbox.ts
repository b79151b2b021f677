import { parseArgs } from 'node:util'
import { messagesTo } from '../domain/parties/messages/messages.ts'
import { withBooks } from './with-books.ts'

/**
 * `npm run outbox -- ADDRESS`: prints the newest mails to an address, newest first. Without a mail
 * server the operator reads here the code with which somebody finishes joining. Works beside a program that runs.
 */
async function outbox(): Promise<void> {
  const address = addressFrom(process.argv.slice(2))
  const mails = await withBooks(({ orm }) => messagesTo(orm.em.fork(), address, 5))
  for (const { writtenAt, subject, body } of mails)
    console.log(`${writtenAt.toISOString()}  ${subject}\n\n${body.replaceAll(/^/gm, '  ')}\n`)
  if (mails.length === 0) console.log(`No mail to ${address} was written.`)
}

function addressFrom(args: string[]): string {
  const [address, ...rest] = parseArgs({ args, allowPositionals: true }).positionals
  if (address === undefined || rest.length > 0)
    throw new Error('Say whose mails: npm run outbox -- fred@platform.example')
  return address
}

try {
  await outbox()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
