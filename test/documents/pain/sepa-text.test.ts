import { describe, expect, test } from '@jest/globals'
import { isSepaText, sepaText } from '../../../src/documents/pain/sepa-text.ts'

const written = (text: string) => sepaText(text, 140)

describe('a name in letters of Europe is written in Latin ones', () => {
  test.each([
    ['French', 'Éloïse Lefèvre-Gaçon, Œuvre du Cœur, ŒUVRE', 'Eloise Lefevre-Gacon, Oeuvre du Coeur, OEUVRE'],
    ['German', 'Jörg Müßig, Straße, STRAẞE', 'Jorg Mussig, Strasse, STRASSE'],
    ['Danish', 'Søren Ærø Ågård', 'Soren Aero Agard'],
    ['Icelandic', 'Þór Eiðsson, ÞÓR', 'Thor Eidsson, THOR'],
    ['Polish', 'Łukasz Żółć', 'Lukasz Zolc'],
    ['Croatian', 'Đorđe Čačić', 'Dorde Cacic'],
    ['Czech', 'Dvořák Ďuriš Ťažký', 'Dvorak Duris Tazky'],
    ['Hungarian', 'Őrsi Űrbán', 'Orsi Urban'],
    ['Romanian', 'Ștefan Țîrlea Şandru', 'Stefan Tirlea Sandru'],
    ['Turkish', 'İsmail Ilıca Ğüneş', 'Ismail Ilica Gunes'],
    ['Maltese', 'Ħal Għaxaq Ċetta', 'Hal Ghaxaq Cetta'],
    ['Latvian', 'Ķēniņš Ģirts', 'Kenins Girts'],
    ['Sami', 'Ŋiŋŋa Ŧuŧŧi Ǥ Ǯ', 'Ninna Tutti G Z'],
    ['Catalan', 'Paral·lel, Paraŀlel', 'Parallel, Parallel'],
    ['Spanish', '¿Núñez Güell?', '?Nunez Guell?'],
    ['Greek', 'Γιώργος Παπαδόπουλος', 'Giorgos Papadopoulos'],
    ['Greek capitals', 'ΘΕΟΔΩΡΟΥ ΨΑΡΟΥ', 'THEODOROU PSAROU'],
    [
      'Greek sounds',
      'Ευάγγελος Μπάμπης Αύγουστος εύκολα Σφίγξ Άγχος',
      'Evangelos Bampis Avgoustos efkola Sfinx Anchos',
    ],
    ['Greek sounds apart', 'άυλος Μαΐου προϋπηρεσία', 'aylos Maiou proypiresia'],
    ['Bulgarian', 'Щерьо Желязков, София, МАРИЯ', 'Shteryo Zhelyazkov, Sofia, MARIA'],
    ['Ukrainian', 'Їжак Ґалаґан Мар’яна Є', "Izhak Galagan Mar'yana IE"],
    ['Serbian', 'Ђорђе Њ Љубица Џ Ћ', 'Dorde NJ Ljubitsa DZ C'],
    ['Macedonian', 'Ѓорѓи Ќ Ѕвезда', 'Gorgi K Dzvezda'],
  ])('%s', (_language, text, latin) => {
    expect(written(text)).toBe(latin)
    // Composed or in parts, it is the same name.
    expect(written(text.normalize('NFD'))).toBe(latin)
  })
})

test('every letter of the Latin, Greek and Cyrillic alphabets of Europe becomes one to four Latin letters', () => {
  const blocks = [
    [0xc0, 0x148], // Latin, without ŉ
    [0x14a, 0x17f],
    [0x386, 0x3ce], // Greek
    [0x400, 0x45f], // Cyrillic
    [0x490, 0x491],
    [0x1e00, 0x1e99], // Latin with two marks
  ] as const
  const letters = blocks
    .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
    .map(code => String.fromCodePoint(code))
    .filter(letter => /\p{L}/u.test(letter))
  expect(letters.length).toBeGreaterThan(400)
  expect(letters.filter(letter => !/^[A-Za-z]{1,4}$/.test(written(letter)))).toEqual([])
})

describe('a sign becomes the nearest that SEPA passes on', () => {
  test.each([
    ['& < > \' "', "+ ( ) ' '"],
    ['[a] {b} «c» “d” ‘e’ „f‟ `g´', "(a) (b) 'c' 'd' 'e' 'f' 'g'"],
    ['a_b~c–d—e', 'a-b-c-d-e'],
    ['a\\b|c ½', 'a/b/c 1/2'],
    ['a;b', 'a,b'],
    ['5 €', '5 EUR'],
    ['a@b #1 100% = $', 'a.b .1 100. . .'],
    ['№ 7 … ™ ﬁn ²', 'No 7 ... TM fin 2'],
    ['Li 王', 'Li .'],
    ['\u200fa\u0000b\tc\r\nd\u00a0e', 'a b c d e'],
    ["  Az09 /-?:().,'+  ", "Az09 /-?:().,'+"],
  ])('%j', (text, signs) => {
    expect(written(text)).toBe(signs)
  })
})

test('a text is cut after its letters are written out, and has no space at its end', () => {
  expect(sepaText('ß'.repeat(100), 140)).toBe('s'.repeat(140))
  expect(sepaText('Ann  Bo', 4)).toBe('Ann')
  expect(sepaText('é'.repeat(141), 140)).toHaveLength(140)
})

test('what is written is in the characters of SEPA, whatever it was', () => {
  const all = Array.from({ length: 0x30_00 }, (_, code) => String.fromCodePoint(code))
  expect(all.filter(each => !isSepaText(written(each)))).toEqual([])
  expect(isSepaText('é')).toBe(false)
})
