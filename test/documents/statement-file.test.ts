import { execFileSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { renderStatement } from '../../src/documents/statement.ts'
import { FRENCH, MMC, open, read } from './paper.ts'

type Branch = { role?: string; children?: Branch[] }

function roles(branch: Branch): string[] {
  return [...(branch.role ? [branch.role] : []), ...(branch.children ?? []).flatMap(roles)]
}

/** The compressed parts of a file as text: pages, maps from glyphs to letters, fonts. */
function streams(bytes: Buffer): string[] {
  const found = bytes.toString('latin1').matchAll(/\/FlateDecode\n>>\nstream\n([\s\S]*?)\nendstream/g)
  return [...found].map(([, data = '']) => inflateSync(Buffer.from(data, 'latin1')).toString('latin1'))
}

describe('text from outside stays text', () => {
  const hostile = 'Eve (1) \\(2\\) ) Tj endstream endobj /JS (app.alert(1)) <</S/JavaScript>> & <b>'

  test('marks of the file format are drawn as letters', async () => {
    const data = { ...MMC, holder: hostile, project: { name: hostile, issuer: hostile } }
    const bytes = await renderStatement(data)
    expect(await read(data)).toContain(`Holder ${hostile} Project ${hostile} Issuer ${hostile} Period`)
    expect(await (await open(bytes)).getJSActions()).toBeNull()
    expect(bytes.toString('latin1')).not.toMatch(/\/JS|\/JavaScript|\/OpenAction|\/AA\b|<b>/)
  })

  test('control characters, bidi overrides and piled marks are taken away', async () => {
    const text = await read({
      ...MMC,
      holder: `A\0B\u202eC\u2066D\u200bE\r\nF\tG\ufeffH\u0085I\ud800J Z${'\u0301'.repeat(50)}`,
    })
    expect(text).toContain('Holder A BCDE F GH IJ Ź\u0301\u0301 Project')
  })

  test('a name of nothing but such characters leaves an empty field', async () => {
    expect(await read({ ...MMC, holder: '\u202e\0\u200b' })).toContain('Holder Project Toi + Moi')
  })

  test.each<[string, string | undefined]>([
    ['https://mmc.example/verify?a=(b)\\', 'https://mmc.example/verify?a=(b)\\'],
    ['http://mmc.example/verify', undefined],
    ['javascript:app.alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['https://mmc.example@evil.example/', undefined],
    ['not an address', undefined],
  ])('only an https address can be clicked: %s', async (verifyUrl, clickable) => {
    const data = { ...MMC, platform: { ...MMC.platform, verifyUrl } }
    const page = await (await open(await renderStatement(data))).getPage(1)
    const links: { unsafeUrl?: string }[] = await page.getAnnotations()
    expect(links.map(link => link.unsafeUrl)).toEqual(clickable ? [clickable] : [])
    expect(await read(data)).toContain(verifyUrl)
  })

  test('a number that is more than letters, digits and dashes is refused', async () => {
    for (const number of ['', 'S<1>', 'S 1', 'S-1\n', 'S-é', 'x'.repeat(41)]) {
      await expect(renderStatement({ ...MMC, number })).rejects.toThrow('letters, digits and dashes')
    }
  })
})

describe('a paper that contradicts itself is not issued', () => {
  test('revenue minus deductions must be the net', async () => {
    const reports = MMC.reports.map(report => ({ ...report, net: report.net + 1n }))
    await expect(renderStatement({ ...MMC, reports })).rejects.toThrow('not net: report from 2008-01-01')
  })

  test('the amounts of the classes must sum to what was received', async () => {
    await expect(renderStatement({ ...MMC, thisTime: 106_021n })).rejects.toThrow('do not sum')
  })
})

describe('the same data gives the same bytes', () => {
  test('twice in one process, whatever was rendered in between', async () => {
    // The dotless i is drawn inside í as well: a font that remembered it from there would lose its meaning.
    const data = { ...MMC, holder: 'Işıl ´ ¨ office' }
    const first = await renderStatement(data)
    await renderStatement({ ...FRENCH, holder: 'Íñígo Múñoz Ÿ é ä offi' })
    expect((await renderStatement(data)).equals(first)).toBe(true)
    expect(await read(data)).toContain('Holder Işıl ´ ¨ office Project')
  })

  test('in a new process that has rendered nothing else', async () => {
    const data = { ...FRENCH, holder: 'Işıl ´ ¨ office' }
    await renderStatement({ ...MMC, holder: 'Íñígo Múñoz Ÿ é ä offi' })
    const json = JSON.stringify(data, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value))
    const script = `
      import { renderStatement } from ${JSON.stringify(new URL('../../src/documents/statement.ts', import.meta.url).href)}
      const revive = (key, value) => key === 'issuedAt' ? new Date(value) : /^-?\\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
      const bytes = await renderStatement(JSON.parse(process.argv[1], revive))
      process.stdout.write(bytes.toString('base64'))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script, json], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', TZ: 'Pacific/Auckland', LANG: 'C' },
    })
    expect(Buffer.from(printed, 'base64').equals(await renderStatement(data))).toBe(true)
  })
})

describe('the file can be kept and read by everyone', () => {
  test('it says that it is PDF/A-3a, tagged, in its language, with its title and date', async () => {
    const bytes = await renderStatement(FRENCH)
    const raw = bytes.toString('latin1')
    expect(raw.startsWith('%PDF-1.7\n')).toBe(true)
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(raw).toContain('<xmp:CreateDate>2009-03-15T09:30:00Z</xmp:CreateDate>')
    expect(raw).toMatch(/\/OutputIntents/)
    expect(raw).toMatch(/\/DisplayDocTitle true/)
    expect(raw).not.toMatch(/\/Encrypt|\/Helvetica/)
    const pdf = await open(bytes)
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    expect((await pdf.getMetadata()).info).toMatchObject({
      Language: 'fr',
      Title: 'Relevé S-4F7K-2M9Q-X1TD',
      CreationDate: 'D:20090315093000Z',
    })
  })

  test('both faces are embedded and carry their letters', async () => {
    const raw = (await renderStatement(MMC)).toString('latin1')
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(2)
    expect(raw.match(/\/ToUnicode /g)).toHaveLength(2)
    expect(raw).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSans-Regular/)
    expect(raw).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSans-Bold/)
  })

  test('everything drawn is marked, and no glyph is without a letter', async () => {
    const bytes = await renderStatement({
      ...MMC,
      holder: '山田 \u202eTarō 🎸 \u0378',
      reports: Array(9).fill(MMC.reports[0]),
    })
    const pages = streams(bytes).filter(stream => stream.includes('BT\n'))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) {
      let depth = 0
      for (const operator of page.match(/\b(BDC|BMC|EMC|BT|f|S)$/gm) ?? []) {
        depth += operator === 'EMC' ? -1 : operator.startsWith('B') && operator !== 'BT' ? 1 : 0
        expect([operator, depth]).toEqual([operator, operator === 'EMC' ? 0 : 1])
      }
      const glyphs = [...page.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      expect(glyphs).not.toContain('0000')
    }
  })

  test('French amounts are separated by the narrow and by the no-break space', async () => {
    const maps = streams(await renderStatement(FRENCH)).filter(stream => stream.includes('beginbfrange'))
    expect(maps).toHaveLength(2)
    for (const map of maps) expect([map.includes('<202f>'), map.includes('<00a0>')]).toEqual([true, true])
    expect(maps.join()).not.toContain('<>')
  })

  test('the structure walks through headings, tables with headers, and the link', async () => {
    const page = await (await open(await renderStatement(MMC))).getPage(1)
    const found = roles((await page.getStructTree()) as Branch)
    expect(found.filter(role => role === 'H1')).toHaveLength(1)
    expect(found.filter(role => role === 'H2')).toHaveLength(5)
    expect(found.filter(role => role === 'Table')).toHaveLength(5)
    expect(found.filter(role => role === 'TH')).toHaveLength(found.filter(role => role === 'TR').length)
    expect(found.filter(role => role === 'TD')).toHaveLength(found.filter(role => role === 'TR').length)
    expect(found.filter(role => role === 'Link')).toHaveLength(1)
  })

  test('a usual statement fits on one page', async () => {
    expect((await open(await renderStatement(FRENCH))).numPages).toBe(1)
  })
})
