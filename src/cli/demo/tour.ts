import { PASSWORD } from './cast.ts'
import { Person } from './client.ts'
import { buy, moveClock, openRaise, type Staff } from './stage.ts'

/** What the tour of the README walks through: a small raise that is open now. */
export const TOUR = {
  key: 'tour',
  project: 'Night Songs',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  class: { code: 'parts', name: 'Co-producer parts', shares: 100 },
  split: { 'class:parts': '0.30', issuer: '0.20', platform: '0.50' },
  unsignedUpTo: '500.00',
  sharePrice: '10.00',
  goal: '500.00',
  maxPerInvestor: null,
  opensAt: '2010-01-04T09:00:00Z',
  closesAt: '2010-02-01T09:00:00Z',
  withdrawalDays: 4,
  commissionRatio: '0.05',
}

/** When the server of the tour starts, and the morning on which the tour begins. */
export const STARTS = '2010-01-04T08:00:00Z'
const TODAY = '2010-01-04T10:00:00Z'

/** Those who walk the tour and the journeys, by what they are in it. */
export type TourPeople = Staff & { issuer: Person; investor: Person; stranger: Person }

/** Opens the clients' bank account and the small raise, and moves the clock to its first morning; a neighbour has bought ten parts. */
export async function openTour(staff: Staff): Promise<TourPeople> {
  const join = (name: string, email: string) =>
    Person.join(staff.admin.url, { name, email, password: PASSWORD, language: 'en' })
  const issuer = await join('Nina Night', 'nina@stage.example')
  const neighbour = await join('Nora Neighbour', 'nora@crowd.example')
  await staff.admin.ask(OPEN_ACCOUNT)
  const { offeringId } = await openRaise(staff, issuer, TOUR)
  await moveClock(staff.admin, TODAY)
  await buy(staff.finance, neighbour, { offeringId, shares: 10, at: TODAY })
  const stranger = await join('Stan Stranger', 'stan@crowd.example')
  // The last who joins is the explorer's investor.
  const investor = await join('Ines Investor', 'ines@crowd.example')
  return { ...staff, issuer, investor, stranger }
}

const OPEN_ACCOUNT = `mutation {
  openBankAccount(input: { idempotencyKey: "clients-account", code: clients, currency: "EUR",
    iban: "FR76 3000 6000 0112 3456 7890 189", bic: "AGRIFRPP", holderName: "Tantième, clients" }) {
    ... on BankAccountPayload { replayed } ... on Refusal { __typename code message }
  }
}`
