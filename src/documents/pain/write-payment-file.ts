import { electronicFormatIBAN } from 'ibantools'
import type { Currency } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import type {
  PaymentAddress,
  PaymentBatch,
  PaymentFile,
  PaymentFileVersion,
  PaymentLeg,
  PaymentRefusal,
  Remittance,
} from './payment-batch.ts'
import { isSepa, LONGEST_NAME, plainReference, refusalsOfBatch } from './payment-refusals.ts'
import { sepaText } from './sepa-text.ts'
import { type Xml, xmlOf } from './xml.ts'

/**
 * Writes a batch as a file of credit transfers (ISO 20022, pain.001.001.09, or .03 for older banks): one message with one
 * payment, both named by the message id. Euros are transferred in SEPA; another currency outside of it, payer and payee each
 * bearing the costs on their side, to a bank that is named by its code. Names and texts are in SEPA's characters, counts and sums are
 * those of the legs to the cent. The same batch gives the same bytes. With anything that banks would refuse there is no
 * file, and the refusals say why: see refusalsOfLeg.
 */
export function writePaymentFile(
  batch: PaymentBatch,
  version: PaymentFileVersion = '09',
): { file: PaymentFile | null; refusals: PaymentRefusal[] } {
  const refusals = refusalsOfBatch(batch)
  if (refusals.length > 0) return { file: null, refusals }
  const sum = batch.legs.reduce((all, { amount }) => all + amount, 0n)
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}">
${xmlOf([['CstmrCdtTrfInitn', [header(batch, sum), payment(batch, sum, version)]]])}</Document>
`
  const file = {
    bytes: Buffer.from(text),
    version,
    legs: batch.legs.length,
    sum,
    currency: currencyOf(batch.legs),
  }
  return { file, refusals }
}

function header({ messageId, createdAt, initiatingParty, legs }: PaymentBatch, sum: bigint): Xml {
  return [
    'GrpHdr',
    [
      ['MsgId', messageId],
      ['CreDtTm', `${createdAt.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`],
      ...counted(legs, sum),
      ['InitgPty', [named(initiatingParty)]],
    ],
  ]
}

const counted = (legs: readonly PaymentLeg[], sum: bigint): Xml[] => [
  ['NbOfTxs', `${legs.length}`],
  ['CtrlSum', formatAmount(sum, currencyOf(legs))],
]

/** All legs have the same: a batch with two is refused. */
const currencyOf = ([first]: readonly PaymentLeg[]): Currency => first?.currency ?? 'EUR'

const named = (name: string): Xml => ['Nm', sepaText(name, LONGEST_NAME)]

function payment(batch: PaymentBatch, sum: bigint, version: PaymentFileVersion): Xml {
  const { messageId, bookedOnce, purpose, executeOn, debtor, legs } = batch
  const currency = currencyOf(legs)
  const inSepa = isSepa(currency)
  const category: Xml[] = purpose === null ? [] : [['CtgyPurp', [['Cd', purpose]]]]
  return [
    'PmtInf',
    [
      ['PmtInfId', messageId],
      ['PmtMtd', 'TRF'],
      ['BtchBookg', `${bookedOnce}`],
      ...counted(legs, sum),
      ['PmtTpInf', [['SvcLvl', [['Cd', inSepa ? 'SEPA' : 'NURG']]], ...category]],
      // In .09 it may be an instant, too, so a day is said to be one.
      ['ReqdExctnDt', version === '03' ? executeOn : [['Dt', executeOn]]],
      ['Dbtr', [named(debtor.name), ...addressed(debtor.address)]],
      ['DbtrAcct', [...account(debtor.iban), ...(inSepa ? [] : [['Ccy', currency] satisfies Xml])]],
      // The element must be there: without a BIC it says so. The bank knows itself by the IBAN.
      ['DbtrAgt', debtor.bic === null ? UNKNOWN_BANK : bank(debtor.bic, version)],
      // Payer and payee each bear the costs on their side: in SEPA as the scheme has it, elsewhere shared.
      ['ChrgBr', inSepa ? 'SLEV' : 'SHAR'],
      ...legs.map(leg => transfer(leg, version)),
    ],
  ]
}

const account = (iban: string): Xml[] => [['Id', [['IBAN', electronicFormatIBAN(iban) ?? '']]]]

const UNKNOWN_BANK: Xml[] = [['FinInstnId', [['Othr', [['Id', 'NOTPROVIDED']]]]]]

const bank = (bic: string, version: PaymentFileVersion): Xml[] => [
  ['FinInstnId', [[version === '03' ? 'BIC' : 'BICFI', bic]]],
]

function transfer(leg: PaymentLeg, version: PaymentFileVersion): Xml {
  const { endToEndId, amount, currency, name, iban, bic, address, remittance } = leg
  return [
    'CdtTrfTxInf',
    [
      ['PmtId', [['EndToEndId', endToEndId]]],
      ['Amt', [['InstdAmt', formatAmount(amount, currency), currency]]],
      ...(bic === null ? [] : [['CdtrAgt', bank(bic, version)] satisfies Xml]),
      ['Cdtr', [named(name), ...addressed(address)]],
      ['CdtrAcct', account(iban)],
      ...(remittance === null ? [] : remitted(remittance)),
    ],
  ]
}

/** Longest texts of the fields of an address, as both definitions have them. */
const FIELDS = [
  ['StrtNm', 'street', 70],
  ['BldgNb', 'building', 16],
  ['PstCd', 'postCode', 16],
  ['TwnNm', 'town', 35],
] as const

/**
 * Addresses are structured or none: lines without structure are refused in SEPA since 15 November 2026. One without a
 * town or a country is none, and a transfer needs none.
 */
function addressed(address: PaymentAddress | null): Xml[] {
  if (address === null || !/^[A-Z]{2}$/.test(address.country)) return []
  const fields = FIELDS.map(
    ([name, field, longest]) => [name, sepaText(address[field] ?? '', longest)] as const,
  )
  const said = fields.filter(([, text]) => /[A-Za-z0-9]/.test(text))
  if (!said.some(([name]) => name === 'TwnNm')) return []
  return [['PstlAdr', [...said, ['Ctry', address.country]]]]
}

const LONGEST_TEXT = 140

function remitted(remittance: Remittance): Xml[] {
  if ('reference' in remittance) {
    const kind: Xml = [
      'Tp',
      [
        ['CdOrPrtry', [['Cd', 'SCOR']]],
        ['Issr', 'ISO'],
      ],
    ]
    const reference: Xml = ['Ref', plainReference(remittance.reference)]
    return [['RmtInf', [['Strd', [['CdtrRefInf', [kind, reference]]]]]]]
  }
  const text = sepaText(remittance.text, LONGEST_TEXT)
  return text === '' ? [] : [['RmtInf', [['Ustrd', text]]]]
}
