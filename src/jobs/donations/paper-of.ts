import type { DonationData } from '../../documents/donations/shape.ts'
import type { DonorYear } from '../../domain/reports/donation-data.ts'
import { dayOf, PLATFORM_ZONE } from '../../domain/time/calendar.ts'
import type { Paper } from '../job.ts'

/** The receipt of a donor as plain data: the same at each rendering. */
export function donationPaperOf(
  { profile, year, project, beneficiary, purpose, articles, gifts, before }: DonorYear,
  { number, datedAt }: { number: string; datedAt: Date },
  platform: Paper['platform'],
): DonationData {
  return {
    ...{ number, year, project, beneficiary, purpose, articles },
    issuedAt: datedAt,
    issuedOn: dayOf(datedAt, PLATFORM_ZONE),
    language: profile.language,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${number}` },
    donor: profile.name,
    amount: gifts.reduce((sum, gift) => sum + gift.amount, 0n),
    gifts: gifts.map(({ givenOn: on, form, amount }) => ({ on, form, amount })),
    replaces: before && {
      number: before.number,
      issuedOn: dayOf(before.datedAt, PLATFORM_ZONE),
      amount: before.amount,
    },
  }
}
