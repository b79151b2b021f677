import { createHash } from 'node:crypto'
import type { AbroadFileData, AccountStatement } from './abroad-data.ts'
import { toldBalance, toldPayments, twoDecimals } from './told-payments.ts'
import { allowedText, type Element, xmlPiece } from './xml-pieces.ts'

/** Namespaces of the schema, version 2.0 (OECD, June 2019): with what is common to it and others, and its simple types. */
const NAMESPACES =
  'xmlns:crs="urn:oecd:ties:crs:v2" xmlns:cfc="urn:oecd:ties:commontypesfatcacrs:v2" xmlns:stf="urn:oecd:ties:crsstf:v5"'

/**
 * Writes what is told of accounts of residents of other states (Common Reporting Standard, XML schema 2.0), piece by piece,
 * so that a file of any length needs no more room than one account. The same data give the same pieces. What is not known
 * is left out where the schema lets it be: `abroadProblems` lists it.
 */
export function* abroadPieces(file: AbroadFileData): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<crs:CRS_OECD ${NAMESPACES} version="2.0">\n`
  yield xmlPiece(message(file))
  yield `<crs:CrsBody>\n${xmlPiece(payer(file))}<crs:ReportingGroup>\n`
  for (const statement of file.statements) yield xmlPiece(account(statement))
  yield '</crs:ReportingGroup>\n</crs:CrsBody>\n</crs:CRS_OECD>\n'
}

/** All pieces together, in UTF-8. */
export function writeAbroadFile(file: AbroadFileData): Buffer {
  return Buffer.concat([...abroadPieces(file)].map(piece => Buffer.from(piece)))
}

/** SHA-256 of its bytes, in hexadecimal digits. */
export function abroadFileHash(file: AbroadFileData): string {
  const hash = createHash('sha256')
  for (const piece of abroadPieces(file)) hash.update(piece)
  return hash.digest('hex')
}

/** It goes to our own tax office, which passes each account on to its state. */
function message({ year, corrects, siren, messageRef, writtenAt }: AbroadFileData): Element {
  return [
    'crs:MessageSpec',
    [
      ['crs:SendingCompanyIN', siren],
      ['crs:TransmittingCountry', 'FR'],
      ['crs:ReceivingCountry', 'FR'],
      ['crs:MessageType', 'CRS'],
      ['crs:MessageRefId', messageRef],
      ['crs:MessageTypeIndic', corrects ? 'CRS702' : 'CRS701'],
      ['crs:ReportingPeriod', `${String(year).padStart(4, '0')}-12-31`],
      ['crs:Timestamp', `${writtenAt.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`],
    ],
  ]
}

function payer(file: AbroadFileData): Element {
  const { siren, payerName, street, postalCode, town, payerRef, correctsPayerRef, repeatsPayer } = file
  const action = correctsPayerRef === null ? 'OECD1' : 'OECD2'
  return [
    'crs:ReportingFI',
    [
      ['crs:ResCountryCode', 'FR'],
      ['crs:IN', siren, { issuedBy: 'FR', INType: 'SIREN' }],
      ['crs:Name', allowedText(payerName)],
      address('FR', { street, postalCode, town, streetNumber: null, addressExtra: null }),
      docSpec(repeatsPayer ? 'OECD0' : action, payerRef, repeatsPayer ? null : correctsPayerRef),
    ],
  ]
}

function docSpec(action: string, ref: string, corrects: string | null): Element {
  const corrected: Element[] = corrects === null ? [] : [['stf:CorrDocRefId', corrects]]
  return ['crs:DocSpec', [['stf:DocTypeIndic', action], ['stf:DocRefId', ref], ...corrected]]
}

const ACTIONS = { new: 'OECD1', corrected: 'OECD2', void: 'OECD3' } as const

function account(statement: AccountStatement): Element {
  const { partyId, currency, docRef, action, correctsRef } = statement
  const amount = (name: string, minor: bigint): Element => [
    name,
    twoDecimals(minor, currency),
    { currCode: currency },
  ]
  const payments = toldPayments(statement).told.map(
    (told): Element => ['crs:Payment', [['crs:Type', told.code], amount('crs:PaymentAmnt', told.amount)]],
  )
  return [
    'crs:AccountReport',
    [
      docSpec(ACTIONS[action], docRef, correctsRef),
      // Neither a bank's number nor a security's: the name of his money with us.
      ['crs:AccountNumber', `${partyId}-${currency}`, { AcctNumberType: 'OECD605' }],
      ['crs:AccountHolder', statement.kind === 'firm' ? firm(statement) : [person(statement)]],
      amount('crs:AccountBalance', toldBalance(statement)),
      ...payments,
    ],
  ]
}

/** Names that are not known are told as the user guide writes them: "NFN", no first name. */
function person(statement: AccountStatement): Element {
  const { country, name, familyName, firstNames, bornOn, taxNumber } = statement
  const number: Element[] =
    taxNumber === null ? [] : [['crs:TIN', allowedText(taxNumber), { issuedBy: country }]]
  const birth: Element[] = bornOn === null ? [] : [['crs:BirthInfo', [['crs:BirthDate', bornOn]]]]
  return [
    'crs:Individual',
    [
      ['crs:ResCountryCode', country],
      ...number,
      [
        'crs:Name',
        [
          ['crs:FirstName', allowedText(firstNames ?? 'NFN')],
          ['crs:LastName', allowedText(familyName ?? name)],
        ],
      ],
      address(country, statement),
      ...birth,
    ],
  ]
}

/** As a person of its own that is told. Whether others control it, nothing that we know says: the report names it. */
function firm(statement: AccountStatement): Element[] {
  const { country, name, taxNumber } = statement
  const number: Element[] =
    taxNumber === null ? [] : [['crs:IN', allowedText(taxNumber), { issuedBy: country, INType: 'TIN' }]]
  return [
    [
      'crs:Organisation',
      [
        ['crs:ResCountryCode', country],
        ...number,
        ['crs:Name', allowedText(name)],
        address(country, statement),
      ],
    ],
    ['crs:AcctHolderType', 'CRS102'],
  ]
}

type Place = Pick<AccountStatement, 'streetNumber' | 'street' | 'addressExtra' | 'postalCode' | 'town'>

/** Where the address has no state of its own, it is in that of the residence. */
function address(country: string, place: Place): Element {
  const fields: [name: string, text: string | null][] = [
    ['cfc:Street', place.street],
    ['cfc:BuildingIdentifier', place.streetNumber],
    ['cfc:SuiteIdentifier', place.addressExtra],
    ['cfc:PostCode', place.postalCode],
    ['cfc:City', place.town],
  ]
  const said = fields.map(([name, text]): Element => [name, allowedText(text ?? '')])
  return [
    'crs:Address',
    [
      ['cfc:CountryCode', country],
      ['cfc:AddressFix', said.filter(([, text]) => text !== '')],
    ],
  ]
}
