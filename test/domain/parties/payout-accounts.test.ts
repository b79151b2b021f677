import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../src/domain/ids.ts'
import { addMandate } from '../../../src/domain/parties/mandates/give-mandate.ts'
import { messagesTo } from '../../../src/domain/parties/messages/messages.ts'
import { stopOf } from '../../../src/domain/parties/payout-accounts/account-hold.ts'
import { approvePayee } from '../../../src/domain/parties/payout-accounts/approve-payee.ts'
import { changePayoutAccount } from '../../../src/domain/parties/payout-accounts/change-payout-account.ts'
import { accountOf } from '../../../src/domain/parties/payout-accounts/payout-accounts.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { payRun } from '../../../src/domain/payrun/pay-run.ts'
import { useDatabase } from '../../support/database.ts'
import { ANNS_IBAN, OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { peopleOf } from '../../support/people.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const people = peopleOf(database)
const { world, em } = paying
const { run } = world
const refused = (code: string) => ({ code })

describe('a bank account to be paid on', () => {
  test('is told to everybody who can sign in for the payee, with the old and the new account masked', async () => {
    const ann = (await people.joined('ann@x.example', at('2025-01-01'))).partyId
    const cid = (await people.joined('cid@x.example', at('2025-01-01'))).partyId
    const firm = await world.person('Firm')
    const mandate = { principalId: firm, startsAt: at('2025-01-01'), endsAt: null, givenUnderId: null }
    for (const agentId of [ann, cid]) await run('2025-01-01', tx => addMandate(tx, { ...mandate, agentId }))
    await paying.name(firm, '2025-01-02', ANNS_IBAN)
    await paying.name(firm, '2025-01-03', OTHER_IBAN)
    await paying.name(firm, '2025-01-04', OTHER_IBAN) // the same again: nothing new
    for (const address of ['ann@x.example', 'cid@x.example']) {
      const mails = (await messagesTo(em(), address, 10)).filter(mail => mail.subject.includes('paid on'))
      expect(mails.map(mail => mail.body.split('. ')[0])).toEqual([
        'From now on you are to be paid on DE89…3000 instead of FR76…0189',
        'From now on you are to be paid on FR76…0189',
      ])
    }
    expect(await accountOf(em(), firm)).toMatchObject({ version: 2, iban: OTHER_IBAN })
  })

  test.each([
    [{ iban: 'FR00' }, 'IBAN_MALFORMED'],
    [{ bic: 'x' }, 'BIC_MALFORMED'],
    [{ currency: 'USD' }, 'BIC_MISSING'],
    [{ currency: 'XXX' }, 'CURRENCY_UNKNOWN'],
    [{ holderName: '' }, 'NAME_MALFORMED'],
    [{ ownerId: newId() }, 'PARTY_UNKNOWN'],
  ])('with %j is refused: %s', async (wrong, code) => {
    const account = {
      ownerId: await world.person('Ann'),
      iban: ANNS_IBAN,
      bic: null,
      holderName: 'Ann',
      ...wrong,
    }
    await expect(
      run('2025-01-02', tx => changePayoutAccount(tx, account, at('2025-01-02'))),
    ).rejects.toMatchObject(refused(code))
  })

  test('is held for 48 hours, to the millisecond', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1 })
    await world.month(projectId, '2025-03', '100.00')
    await paying.openBank()
    const ann = holders.Ann ?? ''
    await paying.known(ann, '2025-04-30T10:00:00Z')
    const code = async (now: string) =>
      (await payRun(em(), '2025-05-05', new Date(now))).lines.find(line => line.payeeOwnerId === ann)?.code
    expect(await code('2025-05-02T09:59:59.999Z')).toBe('ACCOUNT_CHANGED')
    expect(await code('2025-05-02T10:00:00.000Z')).toBe('READY')
  })

  test('frozen in a batch is not moved by a change', async () => {
    const now = '2025-05-02T10:00:00Z'
    const batchId = await paying.prepare('2025-05-05', now)
    const { lines } = await payRun(em(), '2025-05-05', new Date(now))
    expect(lines.filter(line => line.code === 'READY')).toEqual([])
    const [leg] = await legsOfBatch(em(), batchId)
    await paying.name(leg?.payeeOwnerId ?? '', now, OTHER_IBAN)
    expect((await legsOfBatch(em(), batchId))[0]?.iban).toBe(ANNS_IBAN)
  })
})

describe('the answer of the bank whose account it is', () => {
  const facts = { addedAt: at('2025-01-01'), approvedAt: null, cameBackAt: null }

  test.each([
    ['match', null],
    ['closeMatch', null],
    ['notPossible', null],
    ['noMatch', 'PAYEE_NOT_MATCHED'],
    [null, 'NOT_IDENTIFIED'],
  ] as const)('%s: %s', (result, stop) => {
    expect(stopOf({ ...facts, result }, at('2025-02-01'))).toBe(stop)
  })

  test('that is no needs the reason of a named person, who neither asked nor is paid', async () => {
    const ann = await world.person('Ann')
    const [verifier, approver] = [newId(), newId()]
    const payoutAccountId = await paying.name(ann, '2025-01-02')
    const approve = (approverId: string, reason: string) =>
      run('2025-01-05', tx => approvePayee(tx, { payoutAccountId, approverId, reason }, at('2025-01-05')))
    await expect(approve(approver, 'Known')).rejects.toMatchObject(refused('PAYEE_NOT_ASKED'))
    await paying.verify(payoutAccountId, '2025-01-03', 'noMatch', verifier)
    await expect(approve(approver, ' ')).rejects.toMatchObject(refused('PAYEE_REASON_MISSING'))
    for (const who of [verifier, ann]) {
      await expect(approve(who, 'Known')).rejects.toMatchObject(refused('PAYEE_VERIFIER_APPROVES'))
    }
    await approve(approver, 'Her name before she married')
    await approve(approver, 'Again')
    const stop = async () => {
      const account = await accountOf(em(), ann)
      return account && stopOf({ ...account, cameBackAt: null }, at('2025-02-01'))
    }
    expect((await accountOf(em(), ann))?.approvalReason).toBe('Her name before she married')
    expect(await stop()).toBeNull()
    await paying.verify(payoutAccountId, '2025-01-06', 'noMatch')
    expect(await stop()).toBe('PAYEE_NOT_MATCHED')
  })
})
