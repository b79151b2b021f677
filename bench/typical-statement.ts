import type { Language } from '../src/documents/format.ts'
import type { PeriodAccount, PeriodicData, ProjectSection } from '../src/documents/periodic/shape.ts'

const LEVIES = [
  { code: 'PFU_IR', ratio: '0.128', source: 'CGI 117 quater, 125 A, 200 A; loi 2017-1837 art. 28' },
  { code: 'CSG', ratio: '0.092', source: 'CSS L136-8' },
  { code: 'CRDS', ratio: '0.005', source: '' },
  { code: 'SOLIDARITE', ratio: '0.075', source: 'loi 2018-1203 art. 26' },
]
const PROJECTS = ['Toi + Moi', 'Le Bruit et l’Odeur', 'Nuits de Fourvière']
const FIRST = ['Élodie', 'Łukasz', 'Márton', 'Şebnem', 'Γιώργος', 'Inès', 'Håkon', 'Zoé', 'Jürgen', 'Oğuz']
const LAST = [
  'Durand',
  'Ångström',
  'Őszi',
  'Çelik',
  'Παππάς',
  'Le Goff',
  'Nuñez',
  'Weiß',
  'O’Brien',
  'Dvořák',
]

/**
 * A statement of the usual size, different for each `index`: three projects that each paid in each month of a quarter, and
 * three orders: twelve movements. Half of them are in French. The figures add up.
 */
export function typicalStatement(index: number): PeriodicData {
  const language: Language = index % 2 === 0 ? 'fr' : 'en'
  const number = `P-${index
    .toString(36)
    .toUpperCase()
    .padStart(12, '0')
    .replace(/(....)(....)/, '$1-$2-')}`
  const issuedAt = new Date(Date.UTC(2025, 3, 2, 5, 41))
  return {
    number,
    issuedAt,
    issuedOn: '2025-04-02',
    language,
    platform: {
      name: 'Tantième',
      contact: 'help@tantieme.example',
      verifyUrl: `https://tantieme.example/verify/${number}`,
    },
    holder: `${FIRST[index % 10]} ${LAST[Math.floor(index / 10) % 10]}`,
    from: '2025-01-01',
    to: '2025-03-31',
    replaces: null,
    accounts: [accountOf(BigInt(index))],
  }
}

function accountOf(index: bigint): PeriodAccount {
  const projects = PROJECTS.map((name, place) => projectOf(name, index, BigInt(place)))
  const received = sum(projects.map(project => project.received))
  const receivedBefore = sum(projects.map(project => project.receivedBefore))
  const others = ['2025-01-20', '2025-02-14', '2025-03-03'].map((on, place) => {
    const kind = place === 1 ? ('usedForOrders' as const) : ('fromOrders' as const)
    const amount = 1_000n + index
    return { on, kind, about: PROJECTS[place] ?? '', amount: place === 1 ? -amount : amount }
  })
  const gross = sum(projects.flatMap(project => project.entitlements.map(line => line.gross)))
  const opening = 12_345n + index
  const movements = {
    entitlements: gross,
    levies: received - gross,
    fromOrders: 2n * (1_000n + index),
    usedForOrders: -(1_000n + index),
  }
  const earlier = [2n, 3n, 4n, 5n].map(part => receivedBefore / (2n * part))
  return {
    currency: 'EUR',
    opening,
    closing: opening + sum(Object.values(movements)),
    putIn: 60_000n + index,
    receivedBefore,
    received,
    movements,
    projects,
    others,
    chart: [...earlier, received].map((amount, place) => {
      const year = place === 4 ? 2025 : 2024
      const from = `${year}-${['01', '04', '07', '10', '01'][place]}-01`
      const to = `${year}-${['03-31', '06-30', '09-30', '12-31', '03-31'][place]}`
      return { from, to, received: amount, putIn: place < 2 ? 40_000n : 60_000n + index }
    }),
  }
}

function projectOf(name: string, index: bigint, place: bigint): ProjectSection {
  const shares = 10n + (index % 90n)
  const entitlements = ['2025-01-15', '2025-02-17', '2025-03-14'].map((on, month) => {
    const cents = 97n + 11n * place + BigInt(month) + (index % 13n)
    return { on, className: 'Parts de coproduction', shares, rate: cents * 10n ** 18n, gross: cents * shares }
  })
  const gross = sum(entitlements.map(line => line.gross))
  const levies = LEVIES.map(levy => {
    const perMille = BigInt(levy.ratio.slice(2).padEnd(3, '0'))
    return { ...levy, amount: (gross * perMille + 500n) / 1_000n }
  })
  return {
    name,
    issuer: 'Grégoire Productions',
    shares: [{ className: 'Parts de coproduction', shares }],
    receivedBefore: 5_000n * (place + 1n) + index,
    entitlements,
    levies,
    corrections: [],
    conversions: [],
    received: gross - sum(levies.map(levy => levy.amount)),
    owed: 0n,
    held: 0n,
    carryBefore: 285_714_285_714_285_714n,
    carryAfter: 571_428_571_428_571_428n,
  }
}

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((total, part) => total + part, 0n)
}
