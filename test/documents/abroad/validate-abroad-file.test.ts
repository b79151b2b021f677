import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { definitionProblems } from '../../../src/documents/abroad/validate-abroad-file.ts'
import { writeAbroadFile } from '../../../src/documents/abroad/write-abroad-file.ts'
import { sharedFolder } from '../../support/shared-files.ts'
import { FILE } from './abroad-statements.ts'

/** A small definition of ours that takes in another one, as that of the OECD does. */
const OF_OURS = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="urn:b"><xs:import namespace="urn:b" schemaLocation="b.xsd"/>
<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="day" type="b:Day" maxOccurs="200"/></xs:sequence></xs:complexType></xs:element></xs:schema>`
const TAKEN_IN = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:b">
<xs:simpleType name="Day"><xs:restriction base="xs:date"/></xs:simpleType></xs:schema>`

let folder = ''
let alone = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tantieme-definitions-'))
  alone = mkdtempSync(join(tmpdir(), 'tantieme-definitions-'))
  writeFileSync(join(folder, 'CrsXML_v2.0.xsd'), OF_OURS)
  writeFileSync(join(folder, 'b.xsd'), TAKEN_IN)
  writeFileSync(join(alone, 'CrsXML_v2.0.xsd'), OF_OURS)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(alone, { recursive: true })
})

const check = (text: string, where: string | null = folder) => definitionProblems(Buffer.from(text), where)

test('a file is held against the definitions of a folder, those that are taken in among them', async () => {
  expect(await check('<a>\n<day>2026-12-31</day>\n</a>')).toEqual([])
  expect(await check('<a>\n<day>2026-12-31</day>\n<day>today</day>\n</a>')).toEqual([
    expect.stringMatching(/^Line 3: .*'today' is not a valid value/),
  ])
  expect(await check(`<a>${'<day>today</day>\n'.repeat(150)}</a>`)).toHaveLength(100)
  expect(await check('<a>')).toEqual([expect.stringContaining('Line 1: ')])
})

test('without a folder nothing is checked, and a folder that is not complete is a fault', async () => {
  expect(await check('<a/>', null)).toBeNull()
  await expect(check('<a/>', alone)).rejects.toThrow('CrsXML_v2.0.xsd in ')
  rmSync(join(alone, 'CrsXML_v2.0.xsd'))
  await expect(check('<a/>', alone)).rejects.toThrow('CrsXML_v2.0.xsd is not in ')
})

const published = sharedFolder('tax/crs')
const withPublished = published === undefined ? test.skip : test
withPublished('the definitions of the OECD find nothing wrong, where they are at hand', async () => {
  expect(await definitionProblems(writeAbroadFile(FILE), published ?? null)).toEqual([])
})
