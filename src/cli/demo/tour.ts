import type { Person } from './client.ts'
import { buy, moveClock, openRaise, type Raise, type Staff } from './stage.ts'

/** What the tour of the README walks through: a small raise that is open now. */
export const TOUR = {
  key: 'tour',
  project: 'Night Songs',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  class: { code: 'parts', name: 'Co-producer parts', shares: 100 },
  split: { 'class:parts': '0.30', issuer: '0.20', platform: '0.50' },
  sharePrice: '10.00',
  goal: '500.00',
  maxPerInvestor: null,
  opensAt: '2010-01-04T09:00:00Z',
  closesAt: '2010-02-01T09:00:00Z',
  withdrawalDays: 4,
  commissionRatio: '0.05',
}

const TODAY = '2010-01-04T10:00:00Z'

/** Opens the small raise and moves the clock to its first morning; a neighbour has bought ten parts. */
export async function openTour(staff: Staff, artist: Person, neighbour: Person): Promise<Raise> {
  const raise = await openRaise(staff, artist, TOUR)
  await moveClock(staff.admin, TODAY)
  await buy(staff.finance, neighbour, { offeringId: raise.offeringId, shares: 10, at: TODAY })
  return raise
}
