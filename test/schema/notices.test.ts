import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { appendMissingNotices } from '../../src/jobs/append-notices.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { sendMails } from '../../src/jobs/send-mails.ts'
import { type Mailer, openMailer } from '../../src/mail/mailer.ts'
import { feedCaughtUp } from '../support/feed.ts'
import { furnish, type House } from '../support/house.ts'
import { openMailServer } from '../support/mail-server.ts'
import { OTHER_IBAN } from '../support/paying.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
let post: Awaited<ReturnType<typeof openMailServer>>
let mailer: Mailer
beforeAll(async () => {
  house = await furnish(server)
  post = await openMailServer()
  mailer = openMailer(post.settings)
})
afterAll(async () => {
  mailer.close()
  await post.close()
})

const log = { info() {}, warn() {}, error() {} }
async function tell(): Promise<string> {
  const now = server.clock.now()
  await feedCaughtUp(server.database.orm)
  const shop = { orm: server.database.orm, log, mailer } as unknown as Workshop
  await appendMissingNotices(shop, now)
  return sendMails(shop, now).catch((error: Error) => `failed: ${error.message}`)
}

type Notice = {
  id: string
  kind: string
  title: string
  nextStep: string
  readAt: string | null
  about: { id: string }[]
}
const NOTICES = `query ($unread: Boolean) { myNotices(first: 100, unread: $unread) { edges { node {
  id kind title nextStep readAt about { id } } } } unreadNotices }`
const noticesOf = async (who: 'ann' | 'bea' | 'issuer', unread = false): Promise<Notice[]> => {
  const { myNotices } = await house.people[who].ask<{ myNotices: { edges: { node: Notice }[] } }>(NOTICES, {
    unread,
  })
  return myNotices.edges.map(edge => edge.node)
}

test('somebody reads his list, marks it as read, and what is not his stays as it is', async () => {
  await tell()
  const [first, ...rest] = await noticesOf('ann')
  if (first === undefined) throw new Error('Ann was told nothing')
  expect(first).toMatchObject({ title: expect.any(String), nextStep: expect.any(String), readAt: null })
  expect(rest.map(each => each.kind)).toContain('orderPaid')
  expect((await noticesOf('ann')).find(({ kind }) => kind === 'orderReceived')?.about).toEqual([
    { id: house.ann.subscription },
  ])
  const mark = (who: 'ann' | 'bea', key: string) =>
    house.people[who].ask(
      `mutation ($ids: [ID!]!, $key: String!) { markNoticesRead(ids: $ids, idempotencyKey: $key) {
         ... on NoticePayload { unread replayed } ... on Refusal { code } } }`,
      { ids: [first.id, 'Notice:x', 'y'], key },
    )
  await mark('bea', 'not-hers')
  expect(await noticesOf('ann', true)).toHaveLength(rest.length + 1)
  expect(await mark('ann', 'read')).toEqual({ markNoticesRead: { unread: rest.length, replayed: false } })
  expect(await mark('ann', 'read')).toEqual({ markNoticesRead: { unread: rest.length, replayed: true } })
  expect(await noticesOf('ann', true)).toHaveLength(rest.length)
})

test('somebody chooses how he is told; what he may not switch off says why', async () => {
  const set = (kind: string, channel: string) =>
    house.people.bea.ask(
      `mutation { setNoticeChoice(kind: ${kind}, channel: ${channel}, idempotencyKey: "${kind}") {
         ... on NoticePayload { unread } ... on Refusal { code field } } }`,
    )
  expect(await set('distributionPaid', 'list')).toMatchObject({
    setNoticeChoice: { unread: expect.any(Number) },
  })
  expect(await set('passwordChanged', 'list')).toEqual({
    setNoticeChoice: { code: 'NOTICE_IS_DUTY', field: 'channel' },
  })
  const { noticeChoices } = await house.people.bea.ask<{
    noticeChoices: { kind: string; channel: string; duty: string | null }[]
  }>('{ noticeChoices { kind channel duty } }')
  expect(noticeChoices).toContainEqual({ kind: 'distributionPaid', channel: 'list', duty: null })
  expect(noticeChoices).toContainEqual({
    kind: 'passwordChanged',
    channel: 'mail',
    duty: 'It may be the only sign that somebody else uses your account.',
  })
})

test('a change of bank details is one notice and one mail to each who may act, masked', async () => {
  const name = `mutation ($iban: String!) { changePayoutAccount(input: { idempotencyKey: "account", iban: $iban,
    holderName: "Ann" }) { ... on Refusal { code } } }`
  await house.people.ann.ask(name, { iban: OTHER_IBAN })
  await tell()
  const [news] = (await noticesOf('ann')).filter(({ kind }) => kind === 'bankDetailsChanged')
  expect(news).toMatchObject({ title: 'The bank account you are paid on was changed' })
  const told = post.to('ann@x.example').filter(({ subject }) => subject === news?.title)
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('DE89…3000')
  expect(told[0]?.text).not.toContain(OTHER_IBAN)
})

/** What a mail server sends back when a mailbox turns out to be gone: RFC 3464, appendix E. */
const reportOn = (messageId: string, address: string, action = 'failed') =>
  [
    'From: Mail Delivery <postmaster@x.example>',
    'To: no-reply@tantieme.example',
    'Subject: Undelivered Mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.x.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Action: ${action}`,
    'Status: 5.1.1 (bad destination mailbox)',
    'Diagnostic-Code: smtp; 550 nobody of that name',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    'Subject: gone',
    '--b--',
    '',
  ].join('\r\n')

type Bounced = {
  id: string
  how: string
  status: string
  ageDays: number
  party: { name: string }
  owner: unknown
}
const LIST = `{ bouncedNotices { edges { node { id how status ageDays party { name } owner { name } } } } }`
const bounced = async () =>
  (
    await house.people.finance.ask<{ bouncedNotices: { edges: { node: Bounced }[] } }>(LIST)
  ).bouncedNotices.edges.map(edge => edge.node)
const bring = (report: string, idempotencyKey: string) =>
  house.people.finance.ask<{ importDeliveryReport: { code?: string } }>(
    `mutation ($report: String!, $idempotencyKey: String!) {
       importDeliveryReport(report: $report, idempotencyKey: $idempotencyKey) {
         ... on BouncedNoticePayload { replayed } ... on Refusal { code } } }`,
    { report, idempotencyKey },
  )

test('a delivery report puts its mail on the work list once; nothing more is sent there until it is settled', async () => {
  const [mail] = post.to('bea@x.example')
  const messageId = mail?.messageId ?? ''
  expect(await bring(reportOn(messageId, 'bea@x.example', 'delayed'), 'r0')).toMatchObject({
    importDeliveryReport: { code: 'DELIVERY_REPORT_MALFORMED' },
  })
  expect(await bring(reportOn(messageId, 'ann@x.example'), 'r1')).toMatchObject({
    importDeliveryReport: { code: 'MAIL_UNKNOWN' },
  })
  for (const key of ['r2', 'r3']) {
    expect(await bring(reportOn(messageId, 'Bea@x.example'), key)).toEqual({
      importDeliveryReport: { replayed: false },
    })
  }
  const [row, ...more] = await bounced()
  expect(more).toEqual([])
  expect(row).toMatchObject({ how: 'returned', status: '5.1.1', ageDays: 0, owner: null })

  const told = (await noticesOf('bea')).length
  const before = post.to('bea@x.example').length
  const name = (idempotencyKey: string, iban: string) =>
    house.people.bea.ask(
      `mutation { changePayoutAccount(input: { idempotencyKey: "${idempotencyKey}", iban: "${iban}",
         holderName: "Bea" }) { ... on Refusal { code } } }`,
    )
  await name('one', OTHER_IBAN)
  await tell()
  expect(post.to('bea@x.example')).toHaveLength(before)
  expect(await noticesOf('bea')).toHaveLength(told + 1)

  const settle = (text: string) =>
    house.people.finance.ask<Record<string, object>>(`mutation { ${text} {
    ... on BouncedNoticePayload { bouncedNotice { owner { id } reason } } ... on Refusal { code } } }`)
  const named = `bounceId: "${row?.id}"`
  expect(
    await settle(`assignBouncedNotice(${named}, ownerId: "${house.people.ann.id}", idempotencyKey: "a")`),
  ).toEqual({ assignBouncedNotice: { code: 'BOUNCE_OWNER_WRONG' } })
  const finance = house.people.finance.id
  expect(await settle(`assignBouncedNotice(${named}, ownerId: "${finance}", idempotencyKey: "b")`)).toEqual({
    assignBouncedNotice: { bouncedNotice: { owner: { id: finance }, reason: null } },
  })
  expect(await settle(`closeBouncedNotice(${named}, reason: " ", idempotencyKey: "c")`)).toEqual({
    closeBouncedNotice: { code: 'BOUNCE_REASON_MISSING' },
  })
  await settle(`closeBouncedNotice(${named}, reason: "He made room", idempotencyKey: "c")`)
  expect(await settle(`assignBouncedNotice(${named}, ownerId: "${finance}", idempotencyKey: "d")`)).toEqual({
    assignBouncedNotice: { code: 'BOUNCE_UNKNOWN' },
  })
  expect(await bounced()).toEqual([])
  await tell()
  expect(post.to('bea@x.example')).toHaveLength(before + 1)
})
