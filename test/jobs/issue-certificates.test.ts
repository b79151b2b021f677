import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { changeProfile } from '../../src/domain/parties/people/change-profile.ts'
import type { CertificateKind } from '../../src/domain/reports/certificates/certificate.ts'
import { certificates, standingCertificates } from '../../src/domain/reports/certificates/certificates.ts'
import { requestCertificate } from '../../src/domain/reports/certificates/request-certificate.ts'
import { holdingsAt } from '../../src/domain/shares/register.ts'
import { issueMissingCertificates } from '../../src/jobs/papers/issue-certificates.ts'
import { verifyNumber } from '../../src/schema/verification.ts'
import { textOf } from '../documents/paper.ts'
import { endingIn } from '../domain/dividends/endings/loan-world.ts'
import { useDatabase } from '../support/database.ts'
import { handOn } from '../support/hand-on.ts'
import { noticingOf } from '../support/noticing.ts'
import { oldBooksWorld } from '../support/old-books.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const { world, em, record, approve, recover } = endingIn(database)
const { notice, kinds } = noticingOf(database)
const folder = mkdtempSync(join(tmpdir(), 'tantieme-certificates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = {
  name: 'Tantième',
  contact: 'help@tantieme.example',
  verifyUrl: 'https://tantieme.example/verify',
}
const log = { info() {}, warn() {}, error: console.error }
const issue = (day: string) =>
  issueMissingCertificates(
    { orm: database.orm, clock: testClock(at(day)), paper: { folder, platform }, log },
    at(day),
  )
const ask = (kind: CertificateKind, subjectId: string, holderId: string, day: string) =>
  world.run(day, tx => requestCertificate(tx, { kind, subjectId, holderId, requesterId: newId() }, at(day)))
const refused = (code: string) => expect.objectContaining({ code, message: expect.stringContaining('0 ') })
const NUMBER = /^[TL](-[0-9A-Z]{4}){3}$/

/** The certificate that stands, its text, and what anybody may know of it. */
async function standing(kind: CertificateKind, subjectId: string, holderId: string) {
  const [paper] = await standingCertificates(em(), kind, [`${subjectId}:${holderId}`])
  if (paper === undefined) throw new Error('There is no such certificate')
  const bytes = readFileSync(join(folder, paper.sha256))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256)
  return { paper, text: await textOf(bytes), verified: await verifyNumber(em(), paper.number.toLowerCase()) }
}

test('who holds shares gets a certificate when he asks, and another one only when there is something new to say', async () => {
  const { classId, holders } = await world.funded({ Ann: 3, Bea: 2 })
  const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
  const stranger = await world.person('Cid')
  await expect(ask('shares', classId, stranger, '2025-03-01')).rejects.toEqual(refused('SHARES_NOT_HELD'))
  expect(await issue('2025-03-01')).toBe('certificates issued: 0')
  await ask('shares', classId, ann, '2025-03-01')
  await ask('shares', classId, ann, '2025-03-01')
  expect(await issue('2025-03-02')).toBe('certificates issued: 1')
  await ask('shares', classId, ann, '2025-03-03')
  expect(await issue('2025-03-03')).toBe('certificates issued: 0')
  const first = await standing('shares', classId, ann)
  expect(first.paper).toMatchObject({ version: 1, replacesId: null, told: { shares: 3 } })
  expect(first.paper.number).toMatch(NUMBER)
  expect(first.text).toContain('names you as the holder of 3 shares')
  expect(first.verified).toMatchObject({ sha256: first.paper.sha256, replaces: null, replacedBy: null })

  // Ann gives all she has away: her certificate is no longer so, and she asks for what is.
  await handOn(world, classId, { from: ann, to: bea, shares: 3, day: '2025-04-01' })
  expect(await issue('2025-04-02')).toBe('certificates issued: 0')
  await ask('shares', classId, ann, '2025-04-02')
  await ask('shares', classId, bea, '2025-04-02')
  expect(await issue('2025-04-02')).toBe('certificates issued: 2')
  const second = await standing('shares', classId, ann)
  expect(second.paper).toMatchObject({ version: 2, replacesId: first.paper.id, told: { shares: 0 } })
  expect(second.text).toContain('does not name you as a holder any more')
  expect(second.text).toContain(`the certificate ${first.paper.number}, as of`)
  expect(second.verified).toMatchObject({ replaces: first.paper.number, replacedBy: null })
  expect(await verifyNumber(em(), first.paper.number)).toMatchObject({ replacedBy: second.paper.number })
  expect((await standing('shares', classId, bea)).text).toContain('the holder of 5 shares')

  // Another name is something new to say.
  await world.run('2025-05-01', tx => changeProfile(tx, { partyId: bea, name: 'Bea Neuf', language: 'fr' }))
  await ask('shares', classId, bea, '2025-05-01')
  expect(await issue('2025-05-01')).toBe('certificates issued: 1')
  expect((await standing('shares', classId, bea)).text).toContain('Remplace le certificat T-')
})

test('lots imported for an earlier day are something new to say, and what was said before stays right for its time', async () => {
  const { bring } = oldBooksWorld(database)
  const { projectId, classId } = await world.project({}, 10)
  const lot = (reference: string, shares: number, since: string) =>
    `old,${reference},uma,${projectId},parts,${shares},10.00,EUR,${since}`
  await bring('investors', ['old,uma,person,Uma,uma@x.example,fr,FR,,'], '2025-04-01')
  await bring('lots', [lot('1', 1, '2025-03-10')], '2025-04-01')
  const [{ holderId: uma = '' } = {}] = await holdingsAt(em(), classId, at('2025-04-01'))
  await ask('shares', classId, uma, '2025-04-02')
  expect(await issue('2025-04-02')).toBe('certificates issued: 1')
  const first = await standing('shares', classId, uma)
  expect(first.paper.told).toMatchObject({ shares: 1 })

  await bring('lots', [lot('2', 2, '2025-02-10')], '2025-05-01')
  await ask('shares', classId, uma, '2025-05-02')
  expect(await issue('2025-05-02')).toBe('certificates issued: 1')
  const second = await standing('shares', classId, uma)
  expect(second.paper).toMatchObject({ version: 2, replacesId: first.paper.id, told: { shares: 3 } })
  // The register moved on: nothing that she was told was wrong when it was said.
  await notice()
  const told = (await kinds(uma)).filter(kind => kind.startsWith('statement'))
  expect(told).toEqual(['statementReady', 'statementReady'])
  await ask('shares', classId, uma, '2025-05-03')
  expect(await issue('2025-05-03')).toBe('certificates issued: 0')
})

test('who lost gets a certificate when he asks, and a corrected one by itself when something comes back', async () => {
  const { projectId, holders } = await world.funded({ Gil: 2, Hal: 1 })
  const gil = holders.Gil ?? ''
  await expect(ask('loss', projectId, gil, '2025-11-01')).rejects.toEqual(refused('NOTHING_LOST'))
  await approve(await record(projectId, 'windUp', '2025-11-15'))
  await ask('loss', projectId, gil, '2025-12-03')
  expect(await issue('2025-12-03')).toBe('certificates issued: 1')
  expect(await issue('2025-12-04')).toBe('certificates issued: 0')
  const first = await standing('loss', projectId, gil)
  expect(first.paper).toMatchObject({ told: { putIn: 2000n, gotBack: 0n }, currency: 'EUR' })
  expect(first.text).toContain('€20.00 of what you put into')

  // 30 % of 10.00 comes back, two thirds of it to Gil.
  await recover(projectId, '10.00', 'recovery')
  expect(await issue('2026-02-01')).toBe('certificates issued: 1')
  expect(await issue('2026-02-02')).toBe('certificates issued: 0')
  const second = await standing('loss', projectId, gil)
  expect(second.paper).toMatchObject({ version: 2, told: { putIn: 2000n, gotBack: 200n } })
  expect(second.text).toContain(`Corrects the certificate ${first.paper.number}, as of`)
  expect(second.text).toContain('€18.00 of what you put into')
  expect(await verifyNumber(em(), first.paper.number)).toMatchObject({ replacedBy: second.paper.number })
  // Hal never asked.
  expect(await certificates(em(), [first.paper.id, second.paper.id])).toHaveLength(2)
  expect(await standingCertificates(em(), 'loss', [`${projectId}:${holders.Hal}`])).toEqual([])
})
