/** Elements in their order; "?": none or one, "*": any number, "+": at least one, "|": one or the other. */
export type Sequence = string

const ORGANISATION = 'ResCountryCode* IN* Name+ Address+'

/**
 * What stands in which element, as CrsXML_v2.0.xsd and the schemas it takes in publish it (OECD, June 2019), by the name of
 * the element, with that of the one around it where two have the same name.
 */
export const SEQUENCES: Readonly<Record<string, Sequence>> = {
  CRS_OECD: 'MessageSpec CrsBody*',
  MessageSpec:
    'SendingCompanyIN? TransmittingCountry ReceivingCountry MessageType Warning? Contact? MessageRefId MessageTypeIndic CorrMessageRefId* ReportingPeriod Timestamp',
  CrsBody: 'ReportingFI ReportingGroup+',
  ReportingFI: `${ORGANISATION} DocSpec`,
  ReportingGroup: 'Sponsor? Intermediary? AccountReport* PoolReport*',
  AccountReport: 'DocSpec AccountNumber AccountHolder ControllingPerson* AccountBalance Payment*',
  AccountHolder: 'Individual | Organisation AcctHolderType',
  Individual: 'ResCountryCode+ TIN* Name+ Address+ Nationality* BirthInfo?',
  Organisation: ORGANISATION,
  'Individual/Name':
    'PrecedingTitle? Title* FirstName MiddleName* NamePrefix? LastName GenerationIdentifier* Suffix* GeneralSuffix?',
  Address: 'CountryCode AddressFree | CountryCode AddressFix AddressFree?',
  AddressFix:
    'Street? BuildingIdentifier? SuiteIdentifier? FloorIdentifier? DistrictName? POB? PostCode? City CountrySubentity?',
  DocSpec: 'DocTypeIndic DocRefId CorrMessageRefId? CorrDocRefId?',
  BirthInfo: 'BirthDate? City? CitySubentity? CountryInfo?',
  Payment: 'Type PaymentAmnt',
}

const STATE = /^[A-Z]{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const AMOUNT = /^-?\d+(\.\d{1,2})?$/

/** What a text has to look like; any other has 1 to 200 characters. */
export const TEXTS: Readonly<Record<string, RegExp>> = {
  ...{ TransmittingCountry: STATE, ReceivingCountry: STATE, ResCountryCode: STATE, CountryCode: STATE },
  MessageType: /^CRS$/,
  MessageRefId: /^.{1,170}$/u,
  MessageTypeIndic: /^CRS70[1-3]$/,
  ReportingPeriod: DAY,
  Timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/,
  DocTypeIndic: /^OECD1?[0-3]$/,
  AcctHolderType: /^CRS10[1-3]$/,
  BirthDate: DAY,
  AccountBalance: AMOUNT,
  PaymentAmnt: AMOUNT,
  Type: /^CRS50[1-4]$/,
}

export const ANY_TEXT = /^.{1,200}$/u

/** Which schema an element belongs to, by the one around it; all others belong to the first. */
export const NAMESPACES: Readonly<Record<string, string>> = {
  DocSpec: 'urn:oecd:ties:crsstf:v5',
  Address: 'urn:oecd:ties:commontypesfatcacrs:v2',
  AddressFix: 'urn:oecd:ties:commontypesfatcacrs:v2',
}

export const FIRST_NAMESPACE = 'urn:oecd:ties:crs:v2'
