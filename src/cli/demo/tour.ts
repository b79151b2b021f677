import type { Person } from './client.ts'
import { moveClock, openRaise, type Raise, type Staff } from './stage.ts'

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

/** Opens the small raise and moves the clock to its first morning. */
export async function openTour(staff: Staff, artist: Person): Promise<Raise> {
  const raise = await openRaise(staff, artist, TOUR)
  await moveClock(staff.admin, '2010-01-04T10:00:00Z')
  return raise
}
