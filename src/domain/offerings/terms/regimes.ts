import { SIMULATED_RATIO } from '../../parties/suitability/loss-simulation.ts'
import { SIMULATION_YEARS, TEST_YEARS } from '../../parties/suitability/validity.ts'

/**
 * Something the law asks for, as data: its article, what it does when it is not met (`blocks`: refused; `warns`: refused
 * only until the warning is acknowledged; `duty`: nothing is refused, it is what the platform itself keeps to), and its parameters, each called by its unit. Amounts are decimals of EUR.
 */
export type Gate<Parameters extends object = Record<string, string | number>> = {
  article: string
  effect: 'blocks' | 'warns' | 'duty'
  says: string
  parameters: Parameters
}

/** The gates there are. A regime names those that apply to its offerings; code asks for a gate and for nothing else. */
export type Gates = {
  offerCap?: Gate<{ capEur: string; months: number }>
  keyInformation?: Gate<{ a4Sides: number }>
  sheetCorrection?: Gate<{ calendarDays: number }>
  conflicts?: Gate<Record<never, never>>
  noParticipation?: Gate<Record<never, never>>
  insiderInvestments?: Gate<{ shareRatio: string }>
  termsFrozen?: Gate<Record<never, never>>
  knowledgeTest?: Gate<{ validYears: number }>
  lossSimulation?: Gate<{ validYears: number; netWorthRatio: string }>
  largeTicket?: Gate<{ floorEur: string; netWorthRatio: string }>
  reflection?: Gate<{ calendarDays: number; hours: number }>
  records?: Gate<{ years: number }>
  taxReceipts?: Gate<Record<never, never>>
}

/** What a gate is called. */
export type GateCode = keyof Gates

/** Regulation (EU) 2020/1503 on European crowdfunding service providers, as far as it can be checked here. */
const ECSPR: Gates = {
  offerCap: {
    article: 'Art 1(2)(c) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'All offers of one owner within the months before, here and elsewhere, come to no more than the cap: what is still offered counts in full, what was closed counts what was raised.',
    parameters: { capEur: '5000000.00', months: 12 },
  },
  keyInformation: {
    article: 'Art 23(2), (7) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'An offering is published with its key investment information sheet, which has no more sides of A4 than this.',
    parameters: { a4Sides: 6 },
  },
  sheetCorrection: {
    article: 'Art 23(8), (12) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'The sheet is kept up to date. Where it leaves out or misstates what could matter to the return, the offering is suspended, investors are told and may withdraw, and it goes on with a corrected sheet only. Without one by the end of these calendar days after the day of the suspension it is cancelled.',
    parameters: { calendarDays: 30 },
  },
  conflicts: {
    article: 'Art 8(2) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'Who holds 20 % of the platform, manages it, works for it, or is controlled by one of these offers nothing on it.',
    parameters: {},
  },
  noParticipation: {
    article: 'Art 8(1) Reg. (EU) 2020/1503',
    effect: 'duty',
    says: 'The platform takes part in no offering: it is no party here, so it can neither order nor hold shares.',
    parameters: {},
  },
  insiderInvestments: {
    article: 'Art 8(2) Reg. (EU) 2020/1503',
    effect: 'duty',
    says: 'The people of the platform, among them who holds this part of it, invest on the conditions of everybody only, by the same orders; each offering says whether there are such investments, and how much they come to.',
    parameters: { shareRatio: '0.20' },
  },
  termsFrozen: {
    article: 'Art 22(1) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'From its publication until its end the owner is bound by the terms of his offering: they are not revised. Closing early and extending are terms themselves, where they were published.',
    parameters: {},
  },
  knowledgeTest: {
    article: 'Art 21(1)-(4), (6) Reg. (EU) 2020/1503',
    effect: 'warns',
    says: 'An investor who is not sophisticated has passed the knowledge test within the years before, or has acknowledged the warning "riskOfLoss". It never blocks the investment.',
    parameters: { validYears: TEST_YEARS },
  },
  lossSimulation: {
    article: 'Art 21(5)-(6) Reg. (EU) 2020/1503; Art 5, 7-12 Reg. (EU) 2022/2114',
    effect: 'warns',
    says: 'An investor who is not sophisticated has simulated his ability to bear loss within the years before, or has acknowledged the warning "noSimulation". It never blocks the investment.',
    parameters: { validYears: SIMULATION_YEARS, netWorthRatio: SIMULATED_RATIO },
  },
  largeTicket: {
    article: 'Art 21(7) Reg. (EU) 2020/1503',
    effect: 'warns',
    says: 'Where the orders of an investor who is not sophisticated come to more in one offering than the higher of the floor and this part of his net worth, he consents to each order in words that name it: the warning "largeTicket".',
    parameters: { floorEur: '1000.00', netWorthRatio: '0.05' },
  },
  reflection: {
    article: 'Art 22(2)-(6) Reg. (EU) 2020/1503',
    effect: 'blocks',
    says: 'An order of an investor who is not sophisticated does not bind before these calendar days after the day of the order have ended, nor before these hours have passed.',
    parameters: { calendarDays: 4, hours: 96 },
  },
  records: {
    article: 'Art 26(a), (c) Reg. (EU) 2020/1503',
    effect: 'duty',
    says: 'Records of services and transactions and agreements with clients are kept for these years at least. Here facts and profiles are appended and never changed or deleted, personal data neither, so that nothing is erased before.',
    parameters: { years: 5 },
  },
}

type RegimeTerms = { covers: string; gates: Gates }

const regime = (covers: string, gates: Gates): RegimeTerms => ({ covers, gates })

/**
 * The regimes an offering can fall under: what they cover, and the gates that apply. Regulation (EU) 2020/1503 is about
 * loans, transferable securities and admitted instruments (Art 1(1), 2(1)(b), (m), (n)); a contract that only shares
 * receipts, gifts and rewards are outside it, so no gate of it applies to them.
 */
const REGIMES = {
  ECSPR_EQUITY: regime(
    'Transferable securities and admitted instruments: Art 2(1)(m), (n) Reg. (EU) 2020/1503',
    ECSPR,
  ),
  ECSPR_LOAN: regime('Loans: Art 2(1)(b) Reg. (EU) 2020/1503', ECSPR),
  ROYALTY_CONTRACT: regime(
    'A contract that shares receipts, such as a co-production: neither loan nor security',
    {},
  ),
  DONATION: regime('Gifts: nothing is owed for them', {
    taxReceipts: {
      article: 'Art 200, 238 bis, 978 CGI',
      effect: 'duty',
      says: 'Who gave gets a receipt for his taxes, for what the issuer got of it and kept, where the platform’s staff declared the issuer eligible on the day of the gift.',
      parameters: {},
    },
  }),
  REWARD: regime('Goods or services in return for money: neither loan nor security', {}),
}

/** What a regime is called. No file outside this folder names one. */
export type Regime = keyof typeof REGIMES

/** The gates of a regime; none where an offering names no regime. */
export function gatesOf(name: Regime | null): Gates {
  return name === null ? {} : REGIMES[name].gates
}

/** The gates of a regime as a list, for who reads them: amounts and ratios as decimals, counts as numbers. */
export function listGates(name: Regime | null): (Gate & { code: GateCode })[] {
  return Object.entries(gatesOf(name)).map(([code, gate]) => ({ ...gate, code: code as GateCode }))
}

/** All regimes, in the order of the table. */
export function listRegimes(): { regime: Regime; covers: string }[] {
  return names().map(name => ({ regime: name, covers: REGIMES[name].covers }))
}

/** The regimes that ask for a gate. */
export function regimesWith(code: GateCode): Regime[] {
  return names().filter(name => gatesOf(name)[code] !== undefined)
}

const names = () => Object.keys(REGIMES) as Regime[]
