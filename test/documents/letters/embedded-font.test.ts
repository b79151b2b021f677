import { describe, expect, test } from '@jest/globals'
import { extractText } from 'unpdf'
import { COLORS, Paper } from '../../../src/documents/page.ts'
import { open } from '../paper.ts'

const ABOUT = {
  title: 'Paper',
  language: 'en',
  createdAt: new Date('2025-04-02T05:41:00Z'),
  foot: { left: 'Left', right: () => 'Right' },
}

function paperOf(text: string): Buffer {
  const paper = new Paper(ABOUT)
  paper.paragraph(text, { face: 'regular', size: 10, color: COLORS.ink })
  return paper.finish()
}

async function read(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await open(bytes), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

/** The outlines of both fonts as they lie in the file, and how the fonts are named. */
function fontsOf(bytes: Buffer): { outlines: string[]; names: string[] } {
  const raw = bytes.toString('latin1')
  const outlines = [...raw.matchAll(/\/Length1 \d+\n[\s\S]*?stream\n([\s\S]*?)\nendstream/g)]
  const names = [...raw.matchAll(/\/FontName \/(\S+)/g)]
  return { outlines: outlines.map(([, data = '']) => data), names: names.map(([, name = '']) => name) }
}

describe('the fonts in a file', () => {
  test('are the same bytes in all papers of usual letters', () => {
    expect(fontsOf(paperOf('Élodie, 12 shares × €3.50'))).toEqual(fontsOf(paperOf('office, not here')))
  })

  test('have another name where a paper needs more letters', () => {
    const names = ['Elodie', 'Łukasz', 'Γιώργος', 'Nguyễn'].map(text => fontsOf(paperOf(text)).names[0])
    expect(new Set(names).size).toBe(4)
  })

  test.each(['Łukasz Őszi', 'Γιώργος Παππάς', 'Олександр Ґудз', 'Nguyễn Ẵ', 'office fluffy affine', 'œuvre'])(
    'let every letter be read again: %s',
    async text => {
      expect(await read(paperOf(text))).toContain(text)
    },
  )

  test('raise marks that stand above a letter, which is read with them', async () => {
    const bytes = paperOf('x\u0303\u0301y')
    expect((await read(bytes)).normalize('NFC')).toContain('x\u0303\u0301y')
    expect(paperOf('x\u0303\u0301y').equals(bytes)).toBe(true)
  })
})
