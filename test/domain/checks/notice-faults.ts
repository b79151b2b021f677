import { recordBounce } from '../../../src/domain/parties/messages/record-bounce.ts'
import { changePayoutAccount } from '../../../src/domain/parties/payout-accounts/change-payout-account.ts'
import type { TestDatabase } from '../../support/database.ts'
import { noticingOf } from '../../support/noticing.ts'
import { OTHER_IBAN } from '../../support/paying.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** Somebody is told of her order and of her bank account; one of the mails came back. */
export async function plantNotices(database: Pick<TestDatabase, 'orm'>, world: ReturnType<typeof worldOf>) {
  const { member, notice, mails } = noticingOf(database)
  const ownerId = await member('planted')
  const { classId } = await world.project()
  await world.order(await world.offering(classId), ownerId, 1)
  const account = { ownerId, iban: OTHER_IBAN, bic: null, holderName: 'Planted' }
  await world.run('2025-01-12', tx => changePayoutAccount(tx, account, at('2025-01-12')))
  await notice()
  const [mail] = await mails('planted')
  const bounce = { messageId: mail?.id ?? '', address: null, how: 'givenUp', status: '450 4.2.1' } as const
  await world.run('2026-06-03', tx => recordBounce(tx, bounce, at('2026-06-03')))
}

const TOLD = 'Whom an event concerns who can sign in was told of it, as far as the feed was looked through'
const MAILED =
  'A notice that is to come by mail has its mail in the outbox, unless mail to that address came back'
const RIGHTLY =
  'A mail that brings a notice brings one that is to come by mail, and security and corrections always do'
const BACK = 'A mail that came back waits no more to be sent'

/** Notices and mails that are not what they should be. */
export const NOTICE_FAULTS: readonly Fault[] = [
  ['a notice that is gone', () => `delete from notice where kind = 'orderReceived'`, TOLD],
  [
    'a notice of another person',
    () => `update notice set person_id = gen_random_uuid() where kind = 'bankDetailsChanged'`,
    TOLD,
  ],
  [
    'a mail that is gone',
    () => `delete from mail_bounce; delete from message where kind = 'orderReceived'`,
    MAILED,
  ],
  [
    'a mail that was written at once and went to another address',
    () =>
      `delete from mail_bounce; update message set address = 'other@x.example'
        where kind is null and act_id in (select act_id from payout_account)`,
    MAILED,
  ],
  [
    'a mail about something of which nobody wanted to hear',
    () => `update notice set channel = 'none' where kind = 'orderReceived'`,
    RIGHTLY,
  ],
  [
    'a change of a bank account that was told on the list only',
    () => `update notice set channel = 'list' where kind = 'bankDetailsChanged'`,
    RIGHTLY,
  ],
  ['a mail that came back and waits', () => 'update message set sent_at = null, ended_at = null', BACK],
]
