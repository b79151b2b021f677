import { extractText, getDocumentProxy } from 'unpdf'
import { renderStatement } from '../../src/documents/statement.ts'
import type { StatementData } from '../../src/documents/statement-shape.ts'

type Content = { str: string; transform: number[]; width: number; height: number }

/** My Major Company, sales of 2008: a holder of 20 of the 7,000 parts of 10 euros. */
export const MMC: StatementData = {
  number: 'S-4F7K-2M9Q-X1TD',
  issuedAt: new Date('2009-03-15T09:30:00Z'),
  issuedOn: '2009-03-15',
  language: 'en',
  currency: 'EUR',
  platform: { name: 'My Major Company', contact: 'ask@mmc.example', verifyUrl: 'https://mmc.example/verify' },
  holder: 'Élodie Durand',
  project: { name: 'Toi + Moi', issuer: 'Grégoire' },
  reports: [
    {
      from: '2008-01-01',
      to: '2008-12-31',
      gross: 263_566_044n,
      deductions: [{ label: 'Share of the distributor', amount: 139_876_044n }],
      net: 123_690_000n,
      conversion: null,
    },
  ],
  adjustments: [],
  split: [
    { name: 'Co-producer parts', kind: 'class', ratio: '0.30', amount: 37_107_000n, own: true },
    { name: 'Grégoire', kind: 'issuer', ratio: '0.20', amount: 24_738_000n, own: false },
    { name: 'My Major Company', kind: 'platform', ratio: '0.50', amount: 61_845_000n, own: false },
  ],
  holdings: [
    {
      className: 'Co-producer parts',
      recordDate: '2008-12-31',
      shares: 20n,
      allShares: 7_000n,
      pool: 37_107_000n,
      amount: 106_020n,
      capital: 0n,
      levies: null,
      held: null,
      net: 106_020n,
      corrections: 0n,
      carryBefore: 0n,
      carryAfter: 0n,
    },
  ],
  putIn: 20_000n,
  receivedBefore: 10_000n,
  thisTime: 106_020n,
  income: null,
  payment: { creditedOn: '2009-03-16', paidOut: null, reason: 'We do not have your bank details.' },
}
/** One cent as carries count it. */
export const CENT = 10n ** 18n

/** The paper with another holding. */
export const withHolding = (change: Partial<StatementData['holdings'][number]>): StatementData => ({
  ...MMC,
  holdings: [{ ...(MMC.holdings[0] as StatementData['holdings'][number]), ...change }],
})

/** The same paper in French. */
export const FRENCH: StatementData = {
  ...MMC,
  language: 'fr',
  payment: { ...MMC.payment, reason: 'Nous n’avons pas vos coordonnées bancaires.' },
}

/** A paper as a reader program sees it. */
export const open = (bytes: Buffer) => getDocumentProxy(new Uint8Array(bytes))

/** The text in reading order; the reader writes each kind of space as a plain one, and so do the tests. */
export async function textOf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await open(bytes), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

export const read = async (data: StatementData): Promise<string> => textOf(await renderStatement(data))

/** The first of the texts that is not found after the ones before it. */
export function firstMissing(text: string, parts: string[]): string | undefined {
  let from = 0
  return parts.find(part => {
    const at = text.indexOf(part, from)
    from = at + part.length
    return at < 0
  })
}

/** Every piece of text with its box, page by page. */
export async function boxes(bytes: Buffer): Promise<Content[][]> {
  const pdf = await open(bytes)
  const pages = Array.from({ length: pdf.numPages }, async (_, index) => {
    const { items } = await (await pdf.getPage(index + 1)).getTextContent()
    return (items as Content[]).filter(item => item.str?.trim())
  })
  return Promise.all(pages)
}

/** Pairs of texts that lie on each other, and texts outside the margins. */
export function collisions(items: Content[]): string[] {
  const placed = items.map(({ str, transform, width, height }) => {
    const [x = 0, y = 0] = transform.slice(4)
    return { str, x, y, end: x + width, size: height }
  })
  const outside = placed.filter(a => a.x < 61 || a.end > 534 || a.y < 36 || a.y > 788)
  const over = placed.flatMap((a, index) =>
    placed
      .slice(index + 1)
      .filter(b => a.x < b.end - 0.5 && b.x < a.end - 0.5 && Math.abs(a.y - b.y) < Math.min(a.size, b.size))
      .map(b => `${a.str} | ${b.str}`),
  )
  return [...outside.map(a => a.str), ...over]
}
