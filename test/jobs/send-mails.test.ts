import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { transact } from '../../src/act.ts'
import { testClock } from '../../src/clock.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { takeMails } from '../../src/domain/parties/messages/take-mails.ts'
import { writeMessage } from '../../src/domain/parties/messages/write-message.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { sendMails } from '../../src/jobs/send-mails.ts'
import { type Mailer, openMailer } from '../../src/mail/mailer.ts'
import { useDatabase } from '../support/database.ts'
import { openMailServer } from '../support/mail-server.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
let server: Awaited<ReturnType<typeof openMailServer>>
let mailer: Mailer
const logged: unknown[] = []
const log = { info: keep, warn: keep, error: keep }
function keep(...what: unknown[]) {
  logged.push(what)
}

beforeAll(async () => {
  server = await openMailServer()
  mailer = openMailer(server.settings)
})
afterAll(async () => {
  mailer.close()
  await server.close()
})

const send = (now: string, by: Mailer | null = mailer) => {
  const shop = { orm: database.orm, clock: testClock(at(now)), log, mailer: by } as unknown as Workshop
  return sendMails(shop, at(now)).catch((error: Error) => `failed: ${error.message}`)
}
const write = (address: string, now: string, subject = 'A word') =>
  transact(database.orm, 'test', em =>
    writeMessage(em, { address, subject, body: 'First & foremost.\n\nThen <b>.' }, at(now)),
  )
const outbox = async (address: string) => {
  const rows = await sqlOf(database.orm.em.fork())
    .selectFrom('message')
    .selectAll()
    .where('address', '=', address)
    .orderBy('id')
    .execute()
  return rows.map(({ attempts, outcome, sentAt, endedAt }) => ({
    attempts,
    outcome,
    sent: sentAt !== null,
    ended: endedAt !== null,
  }))
}

test('without a mail server mails wait in the outbox', async () => {
  await write('waits@x.example', '2025-01-01T10:00:00Z')
  expect(await send('2025-01-01T10:00:00Z', null)).toBe('there is no mail server')
  expect(await outbox('waits@x.example')).toEqual([{ attempts: 0, outcome: null, sent: false, ended: false }])
  expect(await send('2025-01-01T10:00:00Z')).toBe('1 mails sent, 0 put off, 0 refused')
  expect(await outbox('waits@x.example')).toEqual([
    { attempts: 1, outcome: '250 2.0.0', sent: true, ended: false },
  ])
})

test('a mail is sent once, as text and as a simple page, and says that no person wrote it', async () => {
  await write('one@x.example', '2025-01-02T10:00:00Z')
  await Promise.all([send('2025-01-02T10:00:00Z'), send('2025-01-02T10:00:00Z')])
  await send('2025-01-02T11:00:00Z')
  const [mail, ...more] = server.to('one@x.example')
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    subject: 'A word',
    from: { name: 'Tantième', address: 'no-reply@tantieme.example' },
    text: 'First & foremost.\n\nThen <b>.\n',
  })
  expect(mail?.html).toContain('<p>First &amp; foremost.</p><p>Then &lt;b&gt;.</p>')
  expect(mail?.messageId).toMatch(/^<[0-9a-f-]{36}@tantieme\.example>$/)
  expect(mail?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
})

test('what was killed between sending and writing it down is sent again as the same mail', async () => {
  await write('killed@x.example', '2025-01-03T10:00:00Z')
  const [mail] = await transact(database.orm, 'test', em => takeMails(em, 10, at('2025-01-03T10:00:00Z')))
  if (mail) await mailer.send(mail) // and here the process ends
  expect(await send('2025-01-03T10:00:59Z')).toBe('0 mails sent, 0 put off, 0 refused')
  expect(await send('2025-01-03T10:01:00Z')).toBe('1 mails sent, 0 put off, 0 refused')
  const [first, second, ...more] = server.to('killed@x.example')
  expect(more).toEqual([])
  expect(second?.messageId).toBe(first?.messageId)
  expect(await outbox('killed@x.example')).toMatchObject([{ attempts: 2, sent: true }])
})

test('a line that breaks after the server took the mail is a delay: the same mail comes again', async () => {
  server.treatments.set('cut@x.example', { cut: true })
  await write('cut@x.example', '2025-01-04T10:00:00Z')
  await send('2025-01-04T10:00:00Z')
  server.treatments.delete('cut@x.example')
  await send('2025-01-04T10:01:00Z')
  const ids = server.to('cut@x.example').map(mail => mail.messageId)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
  expect(await outbox('cut@x.example')).toMatchObject([{ sent: true }])
})

test('a mail that is put off comes again after 1, 5, 15 minutes and so on, and is given up after 8 attempts', async () => {
  server.treatments.set('full@x.example', { rcpt: [450, '4.2.1 full@x.example is full'] })
  await write('full@x.example', '2025-01-05T00:00:00Z')
  const PUT_OFF = '0 mails sent, 1 put off, 0 refused'
  const NOTHING = '0 mails sent, 0 put off, 0 refused'
  let now = at('2025-01-05T00:00:00Z').getTime()
  const sendAt = (time: number) => send(new Date(time).toISOString())
  expect(await sendAt(now)).toBe(PUT_OFF)
  for (const minutes of [1, 5, 15, 60, 240, 720, 1440]) {
    now += minutes * 60_000
    expect(await sendAt(now - 1)).toBe(NOTHING)
    expect(await sendAt(now)).toBe(PUT_OFF)
  }
  expect(await outbox('full@x.example')).toEqual([
    { attempts: 8, outcome: '450 4.2.1', sent: false, ended: true },
  ])
  expect(await sendAt(now + 86_400_000)).toBe(NOTHING)
  server.treatments.delete('full@x.example')
  await write('full@x.example', '2025-01-10T00:00:00Z')
  expect(await send('2025-01-10T00:00:00Z')).toBe('1 mails sent, 0 put off, 0 refused')
})

test.each<['rcpt' | 'data']>([['rcpt'], ['data']])(
  'what a server refuses for good (%s) is not tried again, and nothing more goes to that address',
  async stage => {
    const address = `gone-${stage}@x.example`
    server.treatments.set(address, { [stage]: [550, '5.1.1 nobody of that name'] })
    await write(address, '2025-02-01T10:00:00Z')
    expect(await send('2025-02-01T10:00:00Z')).toBe('0 mails sent, 0 put off, 1 refused')
    server.treatments.delete(address)
    await write(address, '2025-02-01T11:00:00Z')
    expect(await send('2025-02-01T11:00:00Z')).toBe('0 mails sent, 0 put off, 0 refused')
    expect(await outbox(address)).toEqual([
      { attempts: 1, outcome: '550 5.1.1', sent: false, ended: true },
      { attempts: 0, outcome: null, sent: false, ended: false },
    ])
    expect(server.to(address)).toEqual([])
  },
)

test('while no server is reached nothing is counted against a mail, and the job fails where everybody sees it', async () => {
  const away = openMailer({ url: 'smtp://127.0.0.1:9?tls=none', from: 'a@x.example' })
  await write('patient@x.example', '2025-03-01T10:00:00Z')
  for (let minute = 10; minute < 30; minute++) {
    expect(await send(`2025-03-01T10:${minute}:00Z`, away)).toBe(
      'failed: 0 mails sent, 0 put off, 0 refused; the mail server is not reached',
    )
  }
  away.close()
  expect(await outbox('patient@x.example')).toMatchObject([{ attempts: 0, sent: false, ended: false }])
  expect(await send('2025-03-01T10:31:00Z')).toBe('1 mails sent, 0 put off, 0 refused')
})

test('a mail that waited for more than a week is not sent any more', async () => {
  await write('stale@x.example', '2025-04-01T10:00:00Z')
  expect(await send('2025-04-08T10:00:00Z')).toBe('0 mails sent, 0 put off, 0 refused')
  expect(await outbox('stale@x.example')).toMatchObject([{ attempts: 0, sent: false, ended: false }])
})

test('no address stands in the log', () => {
  expect(logged.length).toBeGreaterThan(5)
  expect(JSON.stringify(logged)).not.toContain('@')
})
