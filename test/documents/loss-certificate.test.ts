import { describe, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { type LossData, renderLossCertificate } from '../../src/documents/loss-certificate.ts'
import { boxes, collisions, firstMissing } from './paper.ts'

const LOSS: LossData = {
  number: 'L-4F7K-2M9Q-X1TD',
  asOf: new Date('2025-12-02T09:00:00Z'),
  asOfDay: '2025-12-02',
  language: 'en',
  currency: 'EUR',
  platform: {
    name: 'My Major Company',
    contact: 'ask@mmc.example',
    verifyUrl: 'https://mmc.example/verify/L-4F7K-2M9Q-X1TD',
  },
  holder: 'Élodie Durand',
  project: { name: 'Toi + Moi', issuer: 'Grégoire' },
  putIn: 20_000n,
  gotBack: 4_550n,
  lost: 15_450n,
  irrecoverableOn: '2025-11-15',
  steps: [
    { kind: 'default', occurredOn: '2025-06-01', source: 'Letter of the issuer' },
    { kind: 'insolvency', occurredOn: '2025-09-01', source: 'BODACC A 170' },
    { kind: 'windUp', occurredOn: '2025-11-15', source: 'Judgment of closure' },
  ],
  replaces: null,
}

async function read(data: LossData): Promise<string> {
  const { bytes } = await renderLossCertificate(data)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

describe('a loss certificate', () => {
  test('says what was put in, what came back, what is lost, since when and why', async () => {
    const parts = [
      'My Major Company Loss certificate L-4F7K-2M9Q-X1TD As of 2 December 2025',
      'Holder Élodie Durand Project Toi + Moi Issuer Grégoire',
      'You put in €200.00 for the shares you hold',
      'You got back €45.50 in all, before tax',
      'You lost €154.50 for good',
      'You lost €154.50',
      '€154.50 of what you put into Toi + Moi did not come back. It has been irrecoverable since 15 November 2025,',
      'Default 1 June 2025. Source: Letter of the issuer',
      'Insolvency opened 1 September 2025. Source: BODACC A 170',
      'Wound up 15 November 2025. Source: Judgment of closure',
      'a new certificate takes the place of this one.',
      'Write to ask@mmc.example and quote the number L-4F7K-2M9Q-X1TD.',
      'Page 1/1',
    ]
    expect(firstMissing(await read(LOSS), parts)).toBeUndefined()
  })

  test('says it in French', async () => {
    const parts = [
      'Attestation de perte L-4F7K-2M9Q-X1TD Situation au 2 décembre 2025',
      'Vous avez versé 200,00 €',
      'Vous avez reçu 45,50 €',
      'Vous avez perdu 154,50 € définitivement',
      'irrécouvrable depuis le 15 novembre 2025, jour de la clôture du projet.',
      'Procédure ouverte 1er septembre 2025. Source : BODACC A 170',
      'Écrivez à ask@mmc.example',
    ]
    expect(firstMissing(await read({ ...LOSS, language: 'fr' }), parts)).toBeUndefined()
  })

  test('names the one that it corrects, and says so when nothing is lost any more', async () => {
    const replaces = { number: 'L-0000-1111-2222', issuedOn: '2025-11-20' }
    const text = await read({ ...LOSS, gotBack: 20_500n, lost: 0n, replaces })
    const parts = [
      'Corrects the certificate L-0000-1111-2222, as of 20 November 2025',
      'You lost €0.00',
      'All that you put into Toi + Moi has come back: nothing of it is lost any more.',
      'https://mmc.example/verify/L-4F7K-2M9Q-X1TD',
    ]
    expect(firstMissing(text, parts)).toBeUndefined()
  })

  test('lets no text lie on another, however much it has to say', async () => {
    const long = 'Tribunal de commerce, jugement de clôture pour insuffisance d’actif, '.repeat(7)
    const steps = Array.from({ length: 20 }, () => ({
      kind: 'insolvency' as const,
      occurredOn: '2025-09-01',
      source: long,
    }))
    const large = { putIn: 10n ** 17n, gotBack: 1n, lost: 10n ** 17n - 1n }
    for (const language of ['en', 'fr'] as const) {
      const { bytes } = await renderLossCertificate({ ...LOSS, ...large, language, steps, holder: long })
      expect((await boxes(bytes)).flatMap(collisions)).toEqual([])
    }
  })

  test('is the same bytes for the same facts', async () => {
    expect(await renderLossCertificate(LOSS)).toEqual(await renderLossCertificate({ ...LOSS }))
  })

  test.each<[string, Partial<LossData>]>([
    ['its figures do not add up', { lost: 15_451n }],
    ['nothing was lost', { gotBack: 20_000n, lost: 0n }],
    ['its number could break out of the file', { number: 'L-1"/>' }],
  ])('is not written when %s', async (_why, change) => {
    await expect(renderLossCertificate({ ...LOSS, ...change })).rejects.toThrow(Error)
  })
})
