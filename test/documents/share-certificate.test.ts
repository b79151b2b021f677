import { describe, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import {
  renderShareCertificate,
  type ShareCertificate,
} from '../../src/documents/shares/share-certificate.ts'
import type { HolderShares } from '../../src/domain/reports/share-data.ts'
import { sharePaperOf } from '../../src/jobs/papers/certificate-of.ts'
import { boxes, collisions, firstMissing } from './paper.ts'

/** 5 shares came and went, then 6 came in two lots and 2 went on: 4 are held since the second lot. */
const HELD: ShareCertificate = {
  number: 'T-4F7K-2M9Q-X1TD',
  asOf: new Date('2025-12-01T23:30:00Z'),
  asOfDay: '2025-12-02',
  language: 'en',
  currency: 'EUR',
  platform: {
    name: 'My Major Company',
    contact: 'ask@mmc.example',
    verifyUrl: 'https://mmc.example/verify/T-4F7K-2M9Q-X1TD',
  },
  holder: 'Élodie Durand',
  project: { name: 'Toi + Moi', issuer: 'Grégoire' },
  className: 'Producers',
  nominal: 1_050n,
  shares: 4n,
  moves: [
    { on: '2025-01-05', shares: 5n },
    { on: '2025-02-01', shares: -5n },
    { on: '2025-03-01', shares: 2n },
    { on: '2025-04-01', shares: 4n },
    { on: '2025-05-01', shares: -2n },
  ],
  replaces: null,
}

async function read(data: ShareCertificate): Promise<string> {
  const { bytes } = await renderShareCertificate(data)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

describe('a certificate of shares', () => {
  test('says how many shares of what are held, since when, and as of which change of the register', async () => {
    const parts = [
      'My Major Company Share certificate T-4F7K-2M9Q-X1TD As of 2 December 2025',
      'The register of Producers names you as the holder of 4 shares.',
      'Holder Élodie Durand Project Toi + Moi Issuer Grégoire Class Producers Shares 4',
      'Holder since 1 March 2025',
      'Nominal of a share €10.50 Nominal of all of them €42.00',
      'Register As of 2 December 2025, the day of its latest change.',
      '5 January 2025 5',
      '1 February 2025 −5',
      '1 May 2025 −2',
      'Shares held 4',
      'Write to ask@mmc.example and quote the number T-4F7K-2M9Q-X1TD.',
    ]
    expect(firstMissing(await read(HELD), parts)).toBeUndefined()
  })

  test('says it in French, and no nominal where there is none', async () => {
    const text = await read({ ...HELD, language: 'fr', nominal: null })
    const parts = [
      'Certificat de parts T-4F7K-2M9Q-X1TD Situation au 2 décembre 2025',
      'Le registre de Producers vous désigne comme titulaire de 4 parts.',
      'Titulaire depuis le 1er mars 2025',
      'Parts détenues 4',
    ]
    expect(firstMissing(text, parts)).toBeUndefined()
    expect(text).not.toContain('Nominal')
  })

  test('names the one whose place it takes, also when nothing is held any more', async () => {
    const moves = [...HELD.moves, { on: '2025-06-01', shares: -4n }]
    const replaces = { number: 'T-0000-1111-2222', issuedOn: '2025-05-01' }
    const text = await read({ ...HELD, shares: 0n, moves, replaces })
    const parts = [
      'The register of Producers does not name you as a holder any more.',
      'Shares 0',
      'Replaces the certificate T-0000-1111-2222, as of 1 May 2025',
      'Shares held 0',
    ]
    expect(firstMissing(text, parts)).toBeUndefined()
    expect(text).not.toContain('Holder since')
  })

  test.each([
    ['en', 'as the holder of 1 share.'],
    ['fr', 'comme titulaire de 1 part.'],
  ] as const)('speaks of one share as of one, in %s', async (language, sentence) => {
    const one = { shares: 1n, moves: [{ on: '2025-01-05', shares: 1n }] }
    expect(await read({ ...HELD, ...one, language })).toContain(sentence)
  })

  test('names the day of the one before in the zone of the project, in which its own day is', () => {
    const { number, language, platform, holder, replaces, ...figures } = HELD
    const told = { kind: 'shares' as const, lotId: '', shares: 4, profileVersion: 1 }
    const profile = { language, name: holder } as HolderShares['profile']
    const before = { number: 'T-0000-1111-2222', datedAt: new Date('2025-05-01T02:30:00Z') }
    const paper = sharePaperOf(
      { ...figures, moves: [...figures.moves], told, profile, timeZone: 'America/Cayenne' },
      { number, replaces: before },
      platform,
    )
    expect(paper.replaces).toEqual({ number: 'T-0000-1111-2222', issuedOn: '2025-04-30' })
  })

  test('is not written when the register comes to another number, or nothing is held', async () => {
    const other = 'What came and went in the register is not what is held.'
    await expect(renderShareCertificate({ ...HELD, shares: 5n })).rejects.toThrow(other)
    await expect(renderShareCertificate({ ...HELD, shares: 0n, moves: [] })).rejects.toThrow(other)
    await expect(renderShareCertificate({ ...HELD, number: '../x' })).rejects.toThrow('letters, digits')
  })

  test.each(['en', 'fr'] as const)('lets no text run into another, in %s', async language => {
    const long = { holder: 'W'.repeat(200), className: 'W'.repeat(120) }
    const pages = await boxes((await renderShareCertificate({ ...HELD, ...long, language })).bytes)
    expect(pages.flatMap(page => collisions(page))).toEqual([])
  })
})
