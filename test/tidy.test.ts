import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { entities, tableOf } from '../src/database/entities.ts'
import { HABIT_RULES } from './tidy/habit-rules.ts'
import { IMPORT_RULES, tableOwners } from './tidy/import-rules.ts'
import { KIND_RULES } from './tidy/kind-rules.ts'
import { kindsOf } from './tidy/kinds.ts'
import { houseOf, type Rule, readHouse, sourceOf } from './tidy/source.ts'

/*
 * The rules of the rooms, each tried twice: on the house as it is, and on files that break it. A rule names what
 * broke it, as "file: what".
 */

const house = readHouse()
const RULES = [...IMPORT_RULES, ...KIND_RULES, ...HABIT_RULES].map(rule => [rule.name, rule] as const)

describe('in the house', () => {
  test.each(RULES)('%s', (_name, rule) => {
    const broken = [...house.values()].flatMap(source =>
      rule.breaks(source, house).map(what => `${source.path}: ${what}`),
    )
    expect(broken).toEqual([])
  })
})

describe('a file is noticed that breaks the rule:', () => {
  const planted = RULES.flatMap(([name, rule]) =>
    rule.planted.map(([path, text]) => [name, path, text, rule] as const),
  )

  test.each(planted)('%s (%s)', (_name, path, text, rule: Rule) => {
    const source = sourceOf(path, text)
    expect(rule.breaks(source, houseOf([...house.values(), source]))).not.toEqual([])
  })

  test('a folder of a room has at most 20 files', () => {
    const files = Array.from({ length: 21 }, (_, index) => sourceOf(`domain/crowd/x${index}.ts`, ''))
    const rule = HABIT_RULES.find(each => each.name.startsWith('a folder'))
    expect(files.flatMap(source => rule?.breaks(source, houseOf(files)))).toEqual(['21 files'])
  })

  test('every rule was tried on one', () => {
    const untried = RULES.filter(([name, rule]) => rule.planted.length === 0 && !name.startsWith('a folder'))
    expect(untried.map(([name]) => name)).toEqual([])
  })
})

describe('a file is let in that', () => {
  test.each<[string, string, string]>([
    [
      'says in a comment what it does not do',
      'domain/shares/x.ts',
      '// It never calls fetch( or em.begin().\n',
    ],
    ['says it in a docstring', 'domain/shares/x.ts', '/** Not `new Date()`: the clock is `now`. */\n'],
    ['reads an instant', 'domain/shares/x.ts', 'export const at = (text: string) => new Date(text)\n'],
    [
      'shows a family without asking for it',
      'schema/x.ts',
      "const families = { equity: 'Shares of a firm' }\n",
    ],
  ])('%s', (_what, path, text) => {
    const source = sourceOf(path, text)
    const all = houseOf([...house.values(), source])
    expect(RULES.flatMap(([name, rule]) => rule.breaks(source, all).map(what => `${name}: ${what}`))).toEqual(
      [],
    )
  })
})

test('the four kinds of file are told apart', () => {
  const kinds = kindsOf(house)
  expect({
    Lot: kinds.get('domain/shares/lot.ts#Lot'),
    decideRun: kinds.get('domain/dividends/run/decide-run.ts#decideRun'),
    subscriptions: kinds.get('domain/shares/subscriptions.ts#subscriptions'),
    // It writes nothing itself: what it calls does.
    distribute: kinds.get('domain/dividends/run/distribute.ts#distribute'),
    lockProject: kinds.get('domain/offerings/lock-project.ts#lockProject'),
  }).toEqual({
    Lot: 'entity',
    decideRun: 'pure',
    subscriptions: 'query',
    distribute: 'verb',
    lockProject: 'verb',
  })
})

test('the rules know every table', () => {
  expect([...tableOwners(house).keys()]).toEqual(
    expect.arrayContaining(entities.map(entity => tableOf(entity))),
  )
})

test('no comment switches types off', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url))
  const off = [...house.keys()].filter(path =>
    /@ts-(ignore|expect-error|nocheck)/.test(readFileSync(join(src, path), 'utf8')),
  )
  expect(off).toEqual([])
})

test('every refusal that is declared is given somewhere', () => {
  const all = textOfHouse()
  const codes = declaredCodes(all)
  expect(codes.length).toBeGreaterThan(50)
  expect(codes.filter(code => !new RegExp(`\\w+\\.${code}\\(`).test(all))).toEqual([])
})

test('every refusal that is declared is named by a test', () => {
  // Not by the lists of rights in support/: there it is only what somebody with the right is told.
  const folder = fileURLToPath(new URL('./', import.meta.url))
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => readFileSync(join(folder, path), 'utf8'))
    .join('\n')
  const named = new Set([...tests.matchAll(/\b[A-Z][A-Z_]+\b/g)].map(([word]) => word))
  expect(declaredCodes(textOfHouse()).filter(code => !named.has(code))).toEqual([])
})

test('a refusal says every fact that it is given: its numbers stand in its message', () => {
  const declared = (text: string) =>
    [...text.matchAll(/^ {2}([A-Z][A-Z_]+): \{\n.*?says: \((?:f|_): (.*?)\) =>(.*?)\n {2}\},$/gms)].map(
      ([, code = '', facts = '', sentence = '']) => {
        const names = [...facts.matchAll(/(\w+)\??: /g)].map(([, name = '']) => name)
        return { code, silent: names.filter(name => !new RegExp(`\\bf\\.${name}\\b`).test(sentence)) }
      },
    )
  const all = declared(textOfHouse())
  expect(all.map(({ code }) => code)).toEqual(declaredCodes(textOfHouse()))
  expect(all.filter(({ silent }) => silent.length > 0)).toEqual([])
  const example =
    "  FULL: {\n    when: 'x',\n    says: (f: { most: number; asked: number }) => String(f.most),\n  },"
  expect(declared(example)).toEqual([{ code: 'FULL', silent: ['asked'] }])
})

const textOfHouse = () => [...house.values()].map(source => source.text).join('\n')
const declaredCodes = (text: string) =>
  [...text.matchAll(/^ {2}([A-Z][A-Z_]+): \{$/gm)].map(([, code = '']) => code)
