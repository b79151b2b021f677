import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { validatePaymentFile } from '../../../src/documents/pain/validate-payment-file.ts'
import { sharedFile } from '../../support/shared-files.ts'
import { DEFINITIONS } from './definitions.ts'

const OF_OURS = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>
<xs:sequence><xs:element name="b" type="xs:date" maxOccurs="200"/></xs:sequence></xs:complexType></xs:element></xs:schema>`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tantieme-definitions-'))
  writeFileSync(join(folder, 'pain.001.001.09.xsd'), OF_OURS)
  writeFileSync(join(folder, 'pain.001.001.03.xsd'), '<a/>')
})
afterAll(() => rmSync(folder, { recursive: true }))

const check = (text: string, version: '09' | '03' = '09', where: string | null = folder) =>
  validatePaymentFile({ bytes: Buffer.from(text), version }, where)

describe('a payment file', () => {
  test('is not checked without a folder of definitions, and that is said', async () => {
    expect(await check('<z/>', '09', null)).toEqual({ checked: false, problems: { first: [], count: 0 } })
  })

  test('is valid, or each problem is told with its line', async () => {
    expect(await check('<a>\n<b>2026-07-31</b>\n</a>')).toEqual({
      checked: true,
      problems: { first: [], count: 0 },
    })
    const { problems } = await check('<a>\n<b>2026-07-31</b>\n<b>today</b>\n</a>')
    expect(problems).toMatchObject({ count: 1, first: [{ line: 3 }] })
    expect(problems.first[0]?.message).toContain("'today' is not a valid value")
  })

  test('with many problems tells the first hundred, and how many there are', async () => {
    const { problems } = await check(`<a>${'<b>today</b>\n'.repeat(150)}</a>`)
    expect([problems.first.length, problems.count]).toEqual([100, 150])
  })

  test('that is no XML is a problem, too', async () => {
    expect((await check('<a>')).problems.first).toMatchObject([{ line: 1 }])
  })

  test('cannot be checked where the definition is missing or is none: that is a fault', async () => {
    await expect(check('<a/>', '09', join(folder, 'nowhere'))).rejects.toThrow('ENOENT')
    await expect(check('<a/>', '03')).rejects.toThrow(
      'pain.001.001.03.xsd is no definition of a message (XSD)',
    )
  })
})

describe('a published sample is valid by the published definition', () => {
  const withDefinitions = DEFINITIONS === undefined ? test.skip : test
  withDefinitions.each([
    ['handmade_payout_pain.001.001.09.xml', '09'],
    ['pain001_pain.001.001.09.xml', '09'],
    ['php-sepa-xml_pain.001.001.09.xml', '09'],
    ['php-sepa-xml_pain.001.001.03.xml', '03'],
  ] as const)('%s (skipped where they are not beside the project)', async (name, version) => {
    const bytes = sharedFile(`iso20022/samples/${name}`)
    expect(
      (await validatePaymentFile({ bytes: bytes as Buffer, version }, DEFINITIONS ?? null)).problems.first,
    ).toEqual([])
  })
})
