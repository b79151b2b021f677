/** One entry of a bank report of our own; what it does not say is as usual. Amounts in whole units, as XML has them. */
export type EntryText = {
  amount: string
  side?: 'CRDT' | 'DBIT'
  currency?: string
  status?: string
  day?: string
  /** AcctSvcrRef, and NtryRef. */
  ref?: string
  within?: string
  reversal?: boolean
  /** What stands in its NtryDtls, or one transaction of these fields. */
  details?: string
  text?: string
  structured?: string
  payer?: { name: string; iban: string }
}

export type ReportText = {
  id?: string
  iban?: string
  currency?: string
  sequence?: number
  opening: string
  closing: string
  from?: string
  until?: string
  entries?: EntryText[]
}

export const CLIENTS_IBAN = 'FR7630006000011234567890189'

const balance = (code: string, amount: string, { currency = 'EUR' }: ReportText, day: string) =>
  `<Bal>
<Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>
<Amt Ccy="${currency}">${amount.replace('-', '')}</Amt>
<CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd>
<Dt><Dt>${day}</Dt></Dt>
</Bal>`

/** A transaction with what it says of its payer and its purpose. */
export function detail({ text, structured, payer, side = 'CRDT' }: Partial<EntryText>, amount = ''): string {
  const role = side === 'CRDT' ? 'Dbtr' : 'Cdtr'
  const party =
    payer &&
    `<RltdPties><${role}><Nm>${payer.name}</Nm></${role}><${role}Acct><Id><IBAN>${payer.iban}</IBAN></Id></${role}Acct></RltdPties>`
  const said = [
    text && `<Ustrd>${text}</Ustrd>`,
    structured &&
      `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${structured}</Ref></CdtrRefInf></Strd>`,
  ]
  return `<TxDtls>${amount && `<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>`}${party ?? ''}<RmtInf>${said.join('')}</RmtInf></TxDtls>`
}

function entry(each: EntryText, { until = '2025-01-11' }: ReportText): string {
  const { amount, side = 'CRDT', currency = 'EUR', status = 'BOOK', day = until, ref, within } = each
  return `<Ntry>
${within === undefined ? '' : `<NtryRef>${within}</NtryRef>`}<Amt Ccy="${currency}">${amount}</Amt>
<CdtDbtInd>${side}</CdtDbtInd>${each.reversal ? '<RvslInd>true</RvslInd>' : ''}
<Sts>${status}</Sts>
<BookgDt><Dt>${day}</Dt></BookgDt>
${ref === undefined ? '' : `<AcctSvcrRef>${ref}</AcctSvcrRef>`}<NtryDtls>${each.details ?? detail(each)}</NtryDtls>
</Ntry>`
}

function report(each: ReportText): string {
  const { id = 'S1', iban = CLIENTS_IBAN, currency = 'EUR', sequence, entries = [] } = each
  const { from = '2025-01-11', until = '2025-01-11' } = each
  return `<Stmt>
<Id>${id}</Id>${sequence === undefined ? '' : `<ElctrncSeqNb>${sequence}</ElctrncSeqNb>`}
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', each.opening, each, from)}
${balance('CLBD', each.closing, each, until)}
${entries.map(entryOf => entry(entryOf, each)).join('\n')}
</Stmt>`
}

/** A camt.053.001.02 file of these reports: the first report stands on line 4, and each tag of it on a line. */
export function bankFile(...reports: ReportText[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId></GrpHdr>
${reports.map(report).join('\n')}
</BkToCstmrStmt></Document>
`
}

/** The same as a report, without its balances: a notice of the first version. */
export function bankNotice(said: Omit<ReportText, 'opening' | 'closing'>): string {
  return bankFile({ ...said, opening: '0', closing: '0' })
    .replaceAll('camt.053', 'camt.054')
    .replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')
    .replaceAll('Stmt>', 'Ntfctn>')
    .replaceAll(/<Bal>.*?<\/Bal>\n/gs, '')
}
