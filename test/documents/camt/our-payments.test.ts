import { describe, expect, test } from '@jest/globals'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { bankFile, detail, type EntryText } from '../../support/bank-files.ts'

const movements = (entry: EntryText) => {
  const closing = `${entry.side === 'DBIT' ? '-' : ''}${entry.amount}.00`
  const { reports, problems } = readBankFile(
    Buffer.from(bankFile({ opening: '0', closing, entries: [entry] })),
  )
  expect(problems.first).toEqual([])
  return reports[0]?.movements ?? []
}

describe('a payment of ours', () => {
  const paid = (inDetails: string, change: Partial<EntryText> = {}) => {
    const details = detail({ text: 'part 1' }).replace('<TxDtls>', `<TxDtls>${inDetails}`)
    return movements({ amount: '4', side: 'DBIT', details, ...change })
  }
  const SENT_BACK =
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>'

  test('says which leg of which payment file it is', () => {
    const refs = '<MsgId>M-7</MsgId><PmtInfId>P-7</PmtInfId><EndToEndId>E-1</EndToEndId>'
    expect(paid(`<Refs>${refs}</Refs>`)).toMatchObject([
      { amount: -400n, endToEndId: 'E-1', orderedIn: { messageId: 'M-7', paymentId: 'P-7' }, returned: null },
    ])
  })

  test('may be booked with all others of its file at once, and then the entry says which file it is', () => {
    const of = (file: string) =>
      `<Btch><MsgId>${file}</MsgId><PmtInfId>P-7</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>`
    const alone = { amount: '4', side: 'DBIT', details: of('M-7') } as const
    expect(movements(alone)).toMatchObject([
      { amount: -400n, endToEndId: null, orderedIn: { messageId: 'M-7', paymentId: 'P-7' } },
    ])
    expect(movements({ ...alone, details: `${of('M-7')}</NtryDtls><NtryDtls>${of('M-8')}` })).toMatchObject([
      { orderedIn: { messageId: null, paymentId: null } },
    ])
  })

  test('comes back with the reason of its bank, under the id it was sent with', () => {
    const reason =
      '<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf><AddtlInf>in May</AddtlInf></RtrInf>'
    const refs = '<Refs><EndToEndId>E-1</EndToEndId></Refs>'
    expect(paid(`${refs}${SENT_BACK}${reason}`, { side: 'CRDT' })).toMatchObject([
      {
        amount: 400n,
        endToEndId: 'E-1',
        code: 'PMNT-ICDT-RRTN',
        returned: { code: 'AC04', text: 'closed in May' },
      },
    ])
  })

  test('comes back with a reason in the words of the bank, or with none', () => {
    const own = '<RtrInf><Rsn><Prtry>77</Prtry></Rsn></RtrInf>'
    expect(paid(own, { side: 'CRDT' })).toMatchObject([{ returned: { code: '77', text: '' } }])
    expect(paid(SENT_BACK, { side: 'CRDT' })).toMatchObject([{ returned: { code: null, text: '' } }])
  })

  test('without an id has none, where the bank writes that there is none', () => {
    expect(
      paid('<Refs><PmtInfId>NOTPROVIDED</PmtInfId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>'),
    ).toMatchObject([{ endToEndId: null, orderedIn: { messageId: null, paymentId: null } }])
  })
})
