import { formatAmount } from '../../domain/money/money.ts'
import { inLetters } from './in-letters.ts'
import type { DonationData } from './shape.ts'

/** The figures of a receipt for programs, as JSON in UTF-8: the same as those in its text. Amounts are decimal texts in euros. */
export function donationFigures(data: DonationData): Buffer {
  const { number, donor, beneficiary, purpose, project, year, issuedOn, replaces, articles, language } = data
  const figures = {
    ...{ number, donor, beneficiary, purpose, project, year, issuedOn, articles, currency: 'EUR' },
    replaces: replaces && { ...replaces, amount: formatAmount(replaces.amount, 'EUR') },
    amount: formatAmount(data.amount, 'EUR'),
    inLetters: inLetters(data.amount, language),
    gifts: data.gifts.map(({ on, form, amount }) => ({ on, form, amount: formatAmount(amount, 'EUR') })),
  }
  return Buffer.from(`${JSON.stringify(figures)}\n`)
}
