import { describe, expect, test } from '@jest/globals'
import { CENT, read, withHolding } from './paper.ts'

describe('what is carried is said in a plain sentence', () => {
  type Case = { before?: bigint; after?: bigint; en: string; fr: string }
  test.each<[string, Case]>([
    [
      'owed',
      {
        after: (2n * CENT) / 7n,
        en: 'Your exact share is not a round amount: 0.2857… cent is still owed to you and is added to your share next time.',
        fr: '0,2857… centime vous reste dû et s’ajoutera à votre part la prochaine fois.',
      },
    ],
    [
      'owed, and too little to be ever spent',
      {
        after: 1n,
        en: 'less than 0.01 cent is still owed to you and is added to your share next time.',
        fr: 'moins de 0,01 centime vous reste dû et s’ajoutera à votre part la prochaine fois.',
      },
    ],
    [
      'had too much',
      {
        after: -CENT / 2n,
        en: 'you received 0.5 cent too much, which is taken off your share next time.',
        fr: 'vous avez reçu 0,5 centime de trop, qui sera retiré de votre part la prochaine fois.',
      },
    ],
    [
      'owed before, nothing now',
      {
        before: CENT / 4n,
        en: '0.25 cent still owed to you from last time was added. Nothing is carried to the next time.',
        fr: '0,25 centime qui vous restait dû de la dernière fois a été ajouté. Rien n’est reporté à la prochaine fois.',
      },
    ],
    [
      'too much before, owed now',
      {
        before: -CENT / 4n,
        after: CENT / 3n,
        en: '0.25 cent received too much last time was taken off. Your exact share is not a round amount: 0.3333… cent',
        fr: '0,25 centime reçu en trop la dernière fois a été retiré. Votre part exacte ne tombe pas juste : 0,3333…',
      },
    ],
  ])('%s', async (_name, { before = 0n, after = 0n, en, fr }) => {
    const data = withHolding({ carryBefore: before, carryAfter: after })
    expect(await read(data)).toContain(en)
    expect(await read({ ...data, language: 'fr' })).toContain(fr)
  })
})

test('what corrections of earlier periods bring is told with its sign, and nothing where there are none', async () => {
  const data = withHolding({ corrections: -600n * CENT - CENT / 4n })
  expect(await read(data)).toContain(
    'In it are corrections of periods that were distributed before, by the shares that counted then: −€6.00 and 0.25 cent.',
  )
  expect(await read({ ...data, language: 'fr' })).toContain(
    'Il comprend des corrections de périodes déjà réparties, selon les parts qui comptaient alors : −6,00 € et 0,25 centime.',
  )
  expect(await read(withHolding({}))).not.toContain('corrections')
})
