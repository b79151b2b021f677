import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/** Somebody asked for a link by which whoever has it can fetch one paper, until an instant. */
export const PaperLink = defineEntity({
  name: 'paperLink',
  indexes: [{ properties: ['paperId'] }],
  properties: {
    id: id(),
    /** A statement of a run or a period, or a report on a distribution. */
    paperId: p.uuid(),
    askerId: p.uuid(),
    askedAt: p.datetime(),
    expiresAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A paper was fetched: by somebody who was signed in, or by a link. It holds ids, nothing else of a person. */
export const Download = defineEntity({
  name: 'download',
  checks: [
    { name: 'download_by_person_or_link', expression: '(downloader_id is null) <> (link_id is null)' },
  ],
  indexes: [{ properties: ['paperId'] }],
  properties: {
    id: id(),
    paperId: p.uuid(),
    downloaderId: p.uuid().nullable(),
    linkId: refersTo(PaperLink, 'link_id').nullable(),
    at: p.datetime(),
    actId: writtenBy(),
  },
})
