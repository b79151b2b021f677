import { readFileSync } from 'node:fs'

/** A case as its file says it: published figures with their sources, and what had to be made up. */
export type Case = {
  project: string
  artist: string
  currency: string
  timeZone: string
  class: { code: string; name: string; shares: number }
  sharePrice: string
  goal: string
  maxPerInvestor: number
  split: Record<string, string>
  records: number
  wholesale: string
  gross: string
  source: string
  margin: string
  marginLabel: string
  period: Period
  published: {
    perShare: string
    holders: number
    leastShares: number
    namedShares: number
    mostShares: number
  }
  madeUp: {
    laterSource: string
    seed: number
    commissionRatio: string
    withdrawalDays: number
    starts: string
    opensAt: string
    ordersFrom: string
    closesAt: string
    reportedAt: string
    odd: (Period & { net: string; at: string })[]
  }
}

export type Period = { from: string; to: string }

/** Reads a case from demo/cases. */
export function readCase(name: string): Case {
  return JSON.parse(
    readFileSync(new URL(`../../../demo/cases/${name}.json`, import.meta.url), 'utf8'),
  ) as Case
}
