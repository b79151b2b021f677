import type { AbroadFileData, AccountStatement } from '../../../src/documents/abroad/abroad-data.ts'

/** Bea of Kehl, who got 60.00 of dividends and has 52.32 of them on her account. */
export const BEA: AccountStatement = {
  partyId: '0198c0de-0000-7000-8000-000000000001',
  kind: 'person',
  name: 'Bea Müller',
  taxNumber: '86095742719',
  familyName: 'Müller',
  firstNames: 'Bea',
  bornOn: '1980-05-02',
  streetNumber: '5',
  street: 'Hauptstraße',
  addressExtra: null,
  postalCode: '77694',
  town: 'Kehl',
  country: 'DE',
  currency: 'EUR',
  docRef: 'FR2026-a-0000001',
  action: 'new',
  correctsRef: null,
  amounts: { balance: 5_232n, dividend: 6_000n, interest: 0n, royalty: 0n, other: 0n, redeemed: 0n },
}

/** The first file of 2026, about her alone. */
export const FILE: AbroadFileData = {
  year: 2026,
  corrects: false,
  messageRef: 'FR2026FR-a',
  payerRef: 'FR2026-a-0',
  correctsPayerRef: null,
  repeatsPayer: false,
  payerName: 'Tantième',
  siren: '732829320',
  street: 'rue de la Paix',
  postalCode: '75002',
  town: 'Paris',
  writtenAt: new Date('2027-01-11T09:00:00.123Z'),
  statements: [BEA],
}
