import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../../src/documents/format.ts'
import { type Currency, decimalsOf } from '../../src/domain/money/currency.ts'

/** Whether a program can be started here. */
export const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined

/** What a program says of a paper; its arguments are given the name of the file in the place of "FILE". Throws when it fails. */
function said(program: string, bytes: Uint8Array, args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-pdf-'))
  try {
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, bytes)
    const named = args.map(each => (each === 'FILE' ? file : each))
    const { status, stdout, stderr } = spawnSync(program, named, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`)
    return `${stdout}${stderr}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The text of a paper as poppler reads it. */
export const textOf = (bytes: Uint8Array) => said('pdftotext', bytes, ['-layout', 'FILE', '-'])

/** A text without the foot of each page, which may stand in the middle of a sentence. */
export const flowOf = (text: string) =>
  text
    .split('\f')
    .map(page => page.trimEnd().split('\n').slice(0, -1).join(' '))
    .join(' ')
    .replace(/\s+/g, ' ')

/** What qpdf says of the structure. */
export const checked = (bytes: Uint8Array) => said('qpdf', bytes, ['--check', 'FILE'])

/** Each font of a paper with whether it is embedded, as poppler tells it. */
export function fontsOf(bytes: Uint8Array): { name: string; isEmbedded: boolean }[] {
  const [head = '', , ...lines] = said('pdffonts', bytes, ['FILE']).split('\n')
  const place = head.indexOf('emb')
  return lines
    .filter(line => line.trim() !== '')
    .map(line => ({
      name: line.split(' ')[0] ?? '',
      isEmbedded: line.slice(place, place + 3).trim() === 'yes',
    }))
}

/**
 * Every amount of euros in a text with all its decimals, in minor units and in the order of the text. What is no amount in
 * whole cents, such as what one share gave, is left out.
 */
export function amountsIn(text: string, language: Language, currency: Currency = 'EUR'): bigint[] {
  const decimals = decimalsOf(currency)
  const digits =
    language === 'fr'
      ? // Poppler writes each kind of space as a plain one.
        new RegExp(`(\u2212?)(?<![\\d,])(\\d{1,3}(?:[\u202f ]\\d{3})*,\\d{${decimals}})[\u00a0 ]€`, 'g')
      : new RegExp(`(\u2212?)€(\\d{1,3}(?:,\\d{3})*\\.\\d{${decimals}})(?![\\d…])`, 'g')
  return [...text.matchAll(digits)].map(([, minus, amount = '']) => {
    const minor = BigInt(amount.replace(/\D/g, ''))
    return minus === '' ? minor : -minor
  })
}
