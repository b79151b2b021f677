import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { entities, tableOf } from '../../../../src/database/entities.ts'
import { NOTICE_CHECKS } from '../../../../src/domain/checks/told/notice-checks.ts'
import { TEXTS } from '../../../../src/domain/parties/messages/texts.ts'
import {
  DUTIES,
  MAILED_AT_ONCE,
  NOTICE_KINDS,
  type NoticeDetails,
  type NoticeKind,
} from '../../../../src/domain/reports/notices/kinds.ts'
import { mailOf } from '../../../../src/domain/reports/notices/mail-of.ts'
import { UNTOLD } from '../../../../src/domain/reports/notices/untold.ts'

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[]
const LANGUAGES = ['en', 'fr'] as const

/** Everything that a notice may know. */
const ALL: NoticeDetails = {
  project: 'Ann & the 1,234.56 € Film',
  until: '2025-02-01 13:00',
  reason: 'Ann Example, 77.10 EUR',
  account: 'FR76…0189',
  what: 'report',
}

describe.each(LANGUAGES)('in %s', language => {
  test.each(KINDS)('%s has a subject of its kind alone, and says what to do next', kind => {
    const [full, empty] = [mailOf(kind, language, ALL), mailOf(kind, language, {})]
    // Whatever happened, the subject is the same: so no amount, name or date of the event can stand in it.
    expect(full.subject).toBe(empty.subject)
    expect(full.subject).not.toMatch(/\d|€|\$|EUR|["«…]/)
    expect(full.subject.length).toBeLessThan(80)
    for (const { body } of [full, empty]) {
      expect(body.split('\n\n').length).toBeGreaterThanOrEqual(3)
      expect(body).not.toMatch(/undefined|null/)
    }
    expect(full.body).toMatch(
      DUTIES.includes(kind) ? /cannot switch|ne pouvez pas/ : /can choose|pouvez choisir/,
    )
  })

  test('the subjects of the mails that acts write at once hold neither amount nor name nor code', () => {
    const facts = {
      code: 'ABCD2345',
      minutes: 15,
      project: 'Film',
      reason: 'x',
      from: 'FR76…0189',
      to: 'DE89…3000',
    }
    const dates = { dueOn: '2025-02-01', lastDay: '2025-02-01', hours: 48, account: 'FR76…0189' }
    for (const text of Object.values(TEXTS[language])) {
      const { subject } = text({ ...facts, ...dates })
      expect(subject).not.toMatch(/\d|Film|ABCD|…/)
    }
  })
})

test('both languages tell of every kind in words of their own', () => {
  for (const kind of KINDS) expect(mailOf(kind, 'en', ALL).subject).not.toBe(mailOf(kind, 'fr', ALL).subject)
})

test('what acts write at once cannot be switched off', () => {
  expect(MAILED_AT_ONCE.filter(kind => !DUTIES.includes(kind))).toEqual([])
})

test('every fact that the feed gives out to a person is told of, or it is said why not', () => {
  const read = (path: string) =>
    readFileSync(new URL(`../../../../src/domain/reports/${path}`, import.meta.url), 'utf8')
  const tables = (text: string) =>
    new Set([...text.matchAll(/\b(?:from|join) ([a-z_]+)/g)].map(([, table = '']) => table))
  const feed = tables(read('events/events-of-caller.ts') + read('events/project-facts.ts'))
  const told = tables(
    ['investor', 'money', 'people'].map(part => read(`notices/${part}-sources.ts`)).join('\n'),
  )
  const known = new Set(entities.map(tableOf).filter(table => table !== 'act'))
  const untold = new Set(
    Object.keys(UNTOLD).map(name => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)),
  )
  const neither = [...feed].filter(table => known.has(table) && !told.has(table) && !untold.has(table))
  expect(neither).toEqual([])
})

test('the check of duties names kinds that there are', () => {
  const named = NOTICE_CHECKS.flatMap(({ query }) =>
    [...query.matchAll(/'([a-z]+[A-Z]\w+)'/g)].map(([, kind]) => kind),
  )
  expect(named.filter(kind => !KINDS.includes(kind as NoticeKind) && kind !== 'givenUp')).toEqual([])
})
