import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { startEmbedded } from '../database/embedded.ts'
import { openOrm } from '../database/orm.ts'
import { messagesTo } from '../domain/parties/messages/messages.ts'

/**
 * `npm run outbox -- ADDRESS`: prints the newest mails to an address, newest first. Without a mail
 * server the operator reads here the code with which somebody finishes joining. Works beside a program that runs.
 */
async function outbox(): Promise<void> {
  const address = addressFrom(process.argv.slice(2))
  const { databaseUrl, dataDir } = readConfig(process.env)
  const embedded = databaseUrl === null ? await startEmbedded({ folder: dataDir }) : null
  const orm = await openOrm({ url: databaseUrl ?? embedded?.url ?? '' })
  try {
    const mails = await messagesTo(orm.em.fork(), address, 5)
    for (const { writtenAt, subject, body } of mails)
      console.log(`${writtenAt.toISOString()}  ${subject}\n\n${body.replaceAll(/^/gm, '  ')}\n`)
    if (mails.length === 0) console.log(`No mail to ${address} was written.`)
  } finally {
    await orm.close()
    await embedded?.stop()
  }
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
