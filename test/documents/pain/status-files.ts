/** What a status file of our own says; codes as XML has them. */
export type StatusText = {
  version?: '03' | '10'
  group?: string
  payment?: string
  paymentId?: string
  /** Of each leg: its end-to-end id, and its status. */
  legs?: readonly (readonly [endToEndId: string, status: string])[]
  reason?: string
}

const reasonOf = (code: string | undefined) =>
  code === undefined
    ? ''
    : `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn><AddtlInf>first</AddtlInf><AddtlInf>second</AddtlInf></StsRsnInf>`

const statusOf = (name: string, code: string | undefined) =>
  code === undefined ? '' : `<${name}>${code}</${name}>`

/** A pain.002 file about the file M-1: the group stands on line 4, the payment on 5, and each leg on a line from 6 on. */
export function statusFile({
  version = '10',
  group,
  payment,
  paymentId = 'M-1',
  legs = [],
  reason,
}: StatusText) {
  const rows = legs.map(
    ([id, status]) =>
      `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId>${statusOf('TxSts', status || undefined)}${reasonOf(reason)}</TxInfAndSts>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R-1</MsgId><CreDtTm>2026-07-31T08:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${statusOf('GrpSts', group)}${group === 'RJCT' ? reasonOf('FF01') : ''}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${paymentId}</OrgnlPmtInfId>${statusOf('PmtInfSts', payment)}${payment === 'RJCT' ? reasonOf('AC01') : ''}
${rows.join('')}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>
`
}
