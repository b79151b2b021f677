import { type ToldBefore, totalsOf, type YearAccount, type YearlyData } from '../../documents/yearly/shape.ts'
import type { ToldAmount } from '../../domain/dividends/yearly/told-amount.ts'
import type { HolderYear } from '../../domain/reports/yearly-data.ts'
import { dayOf, PLATFORM_ZONE } from '../../domain/time/calendar.ts'
import type { Paper } from '../job.ts'

/** Which version of the paper, under which number, with the instant it carries and the paper it replaces. */
export type YearlyEdition = {
  number: string
  version: number
  datedAt: Date
  replaces: { number: string; datedAt: Date; said: readonly ToldAmount[] } | null
}

/** The certificate of a holder as plain data: the same at each rendering. */
export function yearlyPaperOf(
  { profile, year, amounts, returned, takenBack }: HolderYear,
  { number, datedAt, replaces }: YearlyEdition,
  platform: Paper['platform'],
): YearlyData {
  return {
    number,
    issuedAt: datedAt,
    issuedOn: dayOf(datedAt, PLATFORM_ZONE),
    language: profile.language,
    platform: { ...platform, verifyUrl: `${platform.verifyUrl}/${number}` },
    holder: profile.name,
    year,
    replaces: replaces && {
      number: replaces.number,
      issuedOn: dayOf(replaces.datedAt, PLATFORM_ZONE),
      said: saidIn(replaces.said),
    },
    accounts: accountsOf(amounts),
    takenBack: takenBack.map(
      ({ requestId: _, holderId: _holder, projectId: _project, ranOn: _day, ...row }) => row,
    ),
    returned,
  }
}

/** What a paper said, by currency. */
function saidIn(amounts: readonly ToldAmount[]): ToldBefore[] {
  return [...Map.groupBy(amounts, amount => amount.currency)].map(([currency, own]) => {
    const sections = own.map(amount => ({ ...amount, name: '', issuer: '' }))
    const { received, taxable, withheld } = totalsOf(sections)
    return { currency, received, taxable, withheld }
  })
}

/** One account for each currency, its projects by name. */
function accountsOf(amounts: HolderYear['amounts']): YearAccount[] {
  const groups = [...Map.groupBy(amounts, amount => amount.currency)]
  return groups
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, own]) => ({
      currency,
      projects: own.toSorted(byName).map(({ project, levies, ...amount }) => ({
        name: project.name,
        issuer: project.issuer,
        income: amount.income,
        received: amount.received,
        capital: amount.capital,
        taxable: amount.taxable,
        held: amount.held,
        levies: levies.map(levy => ({ code: levy.code, ratio: levy.ratio, amount: levy.amount })),
      })),
    }))
}

type Named = HolderYear['amounts'][number]

function byName(a: Named, b: Named): number {
  const [one, other] = [a, b].map(({ project, projectId, income }) =>
    [project.name, projectId, income].join('\n'),
  )
  return (one ?? '') < (other ?? '') ? -1 : 1
}
