import { formatDate, type Language } from '../../documents/format.ts'
import type { PeriodicData } from '../../documents/periodic/shape.ts'
import type { HolderPeriod, OtherMovement, PayoutFate } from '../../domain/reports/periodic/holder-period.ts'
import { dayOf, PLATFORM_ZONE } from '../../domain/time/calendar.ts'
import type { Paper } from '../job.ts'

/** Which version of the paper on which period, under which number, with the instant it carries and the paper it replaces. */
export type Edition = {
  number: string
  period: { id: string; from: string; to: string }
  version: number
  datedAt: Date
  replaces: { number: string; datedAt: Date } | null
}

const FATES: Record<Language, Record<PayoutFate['fate'], (day: string) => string>> = {
  en: {
    prepared: () => 'prepared',
    sent: day => `sent to the bank on ${day}`,
    settled: day => `settled on ${day}`,
    rejected: day => `refused by the bank on ${day}`,
    cancelled: day => `cancelled on ${day}`,
    returned: day => `came back on ${day}`,
  },
  fr: {
    prepared: () => 'préparé',
    sent: day => `envoyé à la banque le ${day}`,
    settled: day => `exécuté le ${day}`,
    rejected: day => `refusé par la banque le ${day}`,
    cancelled: day => `annulé le ${day}`,
    returned: day => `revenu le ${day}`,
  },
}

/** The paper of a holder as plain data: the same at each rendering. */
export function periodicPaperOf(
  { profile, accounts }: HolderPeriod,
  { number, period, datedAt, replaces }: Edition,
  platform: Paper['platform'],
): PeriodicData {
  const { language, name: holder } = profile
  return {
    number,
    issuedAt: datedAt,
    issuedOn: dayOf(datedAt, PLATFORM_ZONE),
    language,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${number}` },
    holder,
    from: period.from,
    to: period.to,
    replaces: replaces && { number: replaces.number, issuedOn: dayOf(replaces.datedAt, PLATFORM_ZONE) },
    accounts: accounts.map(account => ({
      ...account,
      others: account.others.map(other => ({ ...other, about: aboutOf(other.about, language) })),
    })),
  }
}

function aboutOf(about: OtherMovement['about'], language: Language): string {
  if (about === null) return ''
  if ('project' in about) return about.project
  const { iban, fate, on } = about
  return `${iban}, ${FATES[language][fate](on === null ? '' : formatDate(on, language))}`
}
