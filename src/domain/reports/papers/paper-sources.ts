/** The kinds of paper: each has a name in the API, and one place where its facts stand. */
export type PaperKind =
  | 'statement'
  | 'periodic'
  | 'yearly'
  | 'gifts'
  | 'attestation'
  | 'shares'
  | 'loss'
  | 'invoice'
  | 'auditPack'

/** What is asked of every kind, in the order in which each source answers it. */
export const PAPER_COLUMNS =
  'kind, id, number, owner_id, issuer_of, run_id, version, replaces_id, replaced_by_id, sha256, figures_sha256, bytes, dated_at, issued_at'

/**
 * Where the papers of a kind are: a query of the same columns for each. `owner_id` is whose it is (null: nobody's but staff's),
 * `issuer_of` a project whose issuer reads it besides, `run_id` the distribution by whose reversal it is taken back.
 */
export const PAPER_SOURCES: Readonly<Record<PaperKind, string>> = {
  statement: `
    select 'statement'::text, id, number, holder_id, null::uuid, distribution_id, 1, null::uuid, null::uuid,
           sha256, figures_sha256, bytes, issued_at, issued_at
      from statement`,
  periodic: `
    select 'periodic'::text, id, number, holder_id, null::uuid, null::uuid, version, replaces_id,
           (select later.id from periodic_statement as later where later.replaces_id = paper.id),
           sha256, figures_sha256, bytes, dated_at, issued_at
      from periodic_statement as paper`,
  yearly: `
    select 'yearly'::text, id, number, holder_id, null::uuid, null::uuid, version, replaces_id,
           (select later.id from yearly_certificate as later where later.replaces_id = paper.id),
           sha256, figures_sha256, bytes, dated_at, issued_at
      from yearly_certificate as paper`,
  gifts: `
    select 'gifts'::text, id, number, holder_id, null::uuid, null::uuid, version, replaces_id,
           (select later.id from donation_receipt as later where later.replaces_id = paper.id),
           sha256, figures_sha256, bytes, dated_at, issued_at
      from donation_receipt as paper`,
  attestation: `
    select 'attestation'::text, paper.id, paper.number, null::uuid, run.project_id, run.id, version, replaces_id,
           (select later.id from distribution_attestation as later where later.replaces_id = paper.id),
           sha256, figures_sha256, bytes, dated_at, issued_at
      from distribution_attestation as paper join distribution as run on run.id = distribution_id`,
  shares: certificates('shares'),
  loss: certificates('loss'),
  invoice: `
    select 'invoice'::text, invoice.id, year || '-' || lpad(sequence::text, 6, '0'), buyer_id, null::uuid, null::uuid,
           1, null::uuid, null::uuid, sha256, null::text, bytes, issued_at, issued_at
      from invoice join invoice_paper on invoice_id = invoice.id`,
  auditPack: `
    select 'auditPack'::text, id, 'audit-pack-' || left(sha256, 12), null::uuid, null::uuid, null::uuid,
           1, null::uuid, null::uuid, sha256, null::text, bytes, made_at, made_at
      from audit_pack`,
}

/**
 * The kinds whose numbers nobody can guess. Invoices are numbered without gaps and packs by their hash: who may ask for any
 * number could count the ones, so both are found by the hash of the file that somebody has.
 */
export const NUMBERED: readonly PaperKind[] = [
  'statement',
  'periodic',
  'yearly',
  'gifts',
  'attestation',
  'shares',
  'loss',
]

/** The kinds that belong to a party. */
export const OWNED: readonly PaperKind[] = [
  'statement',
  'periodic',
  'yearly',
  'gifts',
  'shares',
  'loss',
  'invoice',
]

/** The kinds that stand in one table: another one of them needs no table of its own. */
function certificates(kind: 'shares' | 'loss'): string {
  return `
    select '${kind}'::text, id, number, holder_id, null::uuid, null::uuid, version, replaces_id,
           (select later.id from certificate as later where later.replaces_id = paper.id),
           sha256, figures_sha256, bytes, dated_at, issued_at
      from certificate as paper where kind = '${kind}'`
}
