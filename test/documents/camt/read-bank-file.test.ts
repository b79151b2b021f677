import { describe, expect, test } from '@jest/globals'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { bankFile, CLIENTS_IBAN, detail, type EntryText, type ReportText } from '../../support/bank-files.ts'

const read = (text: string) => readBankFile(Buffer.from(text))
const ANN = { name: 'Ann', iban: 'FR1420041010050500013M02606' }
const CREDIT: EntryText = { amount: '8.85', ref: 'B-1', text: 'for the songs', payer: ANN }
const report = (change: Partial<ReportText> = {}): ReportText => {
  return { opening: '18.15', closing: '27.00', entries: [CREDIT], ...change }
}
const problemsOf = (text: string) =>
  read(text).problems.first.map(({ line, message }) => `${line}: ${message}`)
const movements = (...entries: EntryText[]) => {
  const moved = entries
    .filter(({ status = 'BOOK' }) => status === 'BOOK')
    .reduce((sum, each) => sum + Math.round(Number(each.amount) * 100) * (each.side === 'DBIT' ? -1 : 1), 0)
  const { reports, problems } = read(bankFile({ opening: '0', closing: (moved / 100).toFixed(2), entries }))
  expect(problems.first).toEqual([])
  return reports[0]?.movements ?? []
}

describe('a file of one report', () => {
  test('is read into plain data, amounts in minor units', () => {
    const { messageId, reports, problems } = read(bankFile(report({ sequence: 7 })))
    expect({ messageId, problems }).toEqual({ messageId: 'M1', problems: { first: [], count: 0 } })
    expect(reports).toEqual([
      {
        line: 4,
        reportId: 'S1',
        sequence: 7n,
        account: CLIENTS_IBAN,
        currency: 'EUR',
        opening: { line: 7, amount: 1815n, currency: 'EUR', day: '2025-01-11' },
        closing: { line: 13, amount: 2700n, currency: 'EUR', day: '2025-01-11' },
        entries: 1,
        pending: 0,
        movements: [
          {
            line: 24,
            namedByBank: true,
            reference: 'B-1',
            referenceInReport: 'S1/B-1',
            amount: 885n,
            bookedOn: '2025-01-11',
            valueOn: '2025-01-11',
            reversal: false,
            code: null,
            endToEndId: null,
            orderedIn: { messageId: null, paymentId: null },
            returned: null,
            references: [],
            text: 'for the songs',
            party: ANN,
          },
        ],
      },
    ])
  })

  test.each(['02', '04', '08'])('of version .%s is read the same', version => {
    const later = bankFile(report()).replace('001.02', `001.${version}`)
    const text =
      version === '08'
        ? later
            .replace('<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>')
            .replace('<Nm>Ann</Nm>', '<Pty>$&</Pty>')
        : later
    expect(read(text)).toEqual(read(bankFile(report())))
  })

  test('in another encoding is read as it says', () => {
    const text = bankFile(report({ entries: [{ ...CREDIT, text: 'für die Lieder' }] }))
    const latin = Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1')
    expect(readBankFile(latin).reports[0]?.movements[0]?.text).toBe('für die Lieder')
  })

  test('overdrawn before and after is read with its signs', () => {
    const [only] = read(bankFile(report({ opening: '-20.00', closing: '-11.15' }))).reports
    expect([only?.opening.amount, only?.closing.amount]).toEqual([-2000n, -1115n])
  })

  test('of several days opens with the first and closes with the last booked balance', () => {
    const text = bankFile(report({ from: '2025-01-10' }))
    const between = text.replace(
      '<Ntry>',
      `<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-01-10</Dt></Dt></Bal><Ntry>`,
    )
    expect(read(between).reports[0]?.closing.amount).toBe(2700n)
    expect(read(text.replace('OPBD', 'PRCD')).reports[0]?.opening.amount).toBe(1815n)
  })
})

describe('an entry', () => {
  test('that is only announced does not count', () => {
    const [first] = read(
      bankFile(report({ entries: [CREDIT, { ...CREDIT, status: 'PDNG' }, { ...CREDIT, status: 'INFO' }] })),
    ).reports
    expect(first).toMatchObject({ entries: 3, pending: 2, movements: [{ amount: 885n }] })
  })

  test.each<[string, EntryText, string]>([
    ['the reference of the bank', { amount: '1', ref: 'B-9', within: '4' }, 'B-9'],
    ['the reference in the report', { amount: '1', within: '4' }, 'S1/4'],
    ['its place, where there is none', { amount: '1' }, 'S1/1'],
    ['its place, where the bank writes that there is none', { amount: '1', ref: 'NONREF' }, 'S1/1'],
  ])('is named by %s', (_what, entry, reference) => {
    expect(movements(entry)).toMatchObject([{ reference }])
  })

  test('with the name of one above it is another one, and a long name is cut to its own', () => {
    expect(movements(CREDIT, CREDIT).map(each => each.reference)).toEqual(['B-1', 'B-1#2'])
    const [first, second] = movements(
      { ...CREDIT, ref: `${'x'.repeat(90)}1` },
      { ...CREDIT, ref: `${'x'.repeat(90)}2` },
    )
    expect([first?.reference.length, first?.reference.slice(0, 54)]).toEqual([70, `${'x'.repeat(53)}~`])
    expect(first?.reference).not.toBe(second?.reference)
  })

  test('that the bank takes back keeps its parties, and its name', () => {
    const back: EntryText = { ...CREDIT, side: 'DBIT', reversal: true, details: detail(CREDIT) }
    expect(movements(CREDIT, back)[1]).toMatchObject({
      reference: 'B-1',
      amount: -885n,
      reversal: true,
      party: ANN,
    })
  })

  test('is taken back also where that is written as 1, and no comment becomes part of an amount', () => {
    const back: EntryText = { ...CREDIT, side: 'DBIT', reversal: true, details: detail(CREDIT) }
    const text = bankFile(report({ opening: '8.85', closing: '0.00', entries: [back] }))
    const [only] = read(text.replace('<RvslInd>true', '<RvslInd>1')).reports[0]?.movements ?? []
    expect(only).toMatchObject({ reversal: true, party: ANN })
    expect(read(text.replaceAll('>8.85<', '>8<!--0-->.85<')).reports[0]?.movements).toMatchObject([
      { amount: -885n },
    ])
  })

  test('of a debit says who was paid', () => {
    const out: EntryText = { ...CREDIT, side: 'DBIT' }
    expect(movements(out)).toMatchObject([{ amount: -885n, reversal: false, party: ANN }])
  })

  test('has its structured references, its code, and a text without line breaks', () => {
    const code =
      '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>'
    const details = detail({ structured: 'RF18 5390 0754 7034', text: 'first\n  second' })
    const refs = '<Refs><EndToEndId>E2E-1</EndToEndId></Refs>'
    expect(
      movements({ amount: '1', details: details.replace('<TxDtls>', `<TxDtls>${refs}${code}`) }),
    ).toMatchObject([
      {
        references: ['RF18 5390 0754 7034'],
        text: 'first second',
        code: 'PMNT-RCDT-ESCT',
        endToEndId: 'E2E-1',
      },
    ])
  })
})

describe('a batch', () => {
  const batch = (...amounts: string[]) =>
    amounts.map(each => detail({ text: `part ${each}` }, each)).join('\n')

  test('becomes its credits when they add up', () => {
    expect(movements({ amount: '8.85', ref: 'B', details: batch('8.00', '0.85') })).toMatchObject([
      { reference: 'B', amount: 800n, text: 'part 8.00' },
      { reference: 'B/2', amount: 85n, text: 'part 0.85' },
    ])
  })

  test('has parts that are never called like another entry, whichever comes first', () => {
    const [whole, part] = [
      { amount: '8.85', ref: 'B', details: batch('8.00', '0.85') },
      { amount: '3.00', ref: 'B/2' },
    ] as const
    const named = (...entries: EntryText[]) =>
      movements(...entries).map(({ reference, amount }) => [reference, amount])
    expect(named(whole, part)).toEqual([
      ['B', 800n],
      ['B/2', 85n],
      ['B/2#2', 300n],
    ])
    expect(named(part, whole).map(([reference]) => reference)).toEqual(['B/2', 'B', 'B/2#2'])
    expect(
      movements({ ...part, ref: 'B#2' }, { ...part, ref: 'B' }, { ...part, ref: 'B' }).map(
        each => each.reference,
      ),
    ).toEqual(['B#2', 'B', 'B#3'])
  })

  test('may hold a transaction of the other direction', () => {
    const details = batch('9.00', '0.15').replace(
      /(<TxDtls>)(?!.*<TxDtls>)/s,
      '$1<CdtDbtInd>DBIT</CdtDbtInd>',
    )
    expect(movements({ amount: '8.85', details }).map(each => each.amount)).toEqual([900n, -15n])
  })

  test.each([
    [batch('8.00', '0.84'), '19: the 2 transactions of the batch add up to 8.84 EUR, not to 8.85 EUR'],
    [`${batch('8.85')}\n${detail({})}`, '25: a transaction of a batch has no amount: expected one in EUR'],
    [
      batch('8.00', '0.85').replace('"EUR">0', '"USD">0'),
      '25: a transaction of a batch is in "USD": expected one in EUR',
    ],
  ])('that does not add up is refused with its line', (details, problem) => {
    expect(problemsOf(bankFile(report({ entries: [{ ...CREDIT, details }] })))).toEqual([problem])
  })
})
