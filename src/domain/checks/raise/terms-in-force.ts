/** In SQL, the terms that count now, one row per offering: the latest revision approved, before any the one published. */
export const TERMS_IN_FORCE = `
  (select terms.* from offering_terms as terms
     left join offering_publication as publication on publication.offering_id = terms.offering_id
     left join (select offering_id, max(version) as version from offering_revision_approval group by offering_id)
               as approved on approved.offering_id = terms.offering_id
     join (select offering_id, max(version) as version from offering_terms group by offering_id)
          as latest on latest.offering_id = terms.offering_id
    where terms.version = coalesce(approved.version, publication.version, latest.version))`

/** In SQL, the version an order stands under at an instant: what it was made under, or was reconfirmed under since. */
export const acceptedAt = (order: string, instant: string) => `
  greatest(${order}.terms_version,
           (select max(version) from order_reconfirmation as own
             where own.subscription_id = ${order}.id and reconfirmed_at <= ${instant}))`

/**
 * In SQL, the latest revision of an order's offering that was approved by an instant, or before it, and that the order did
 * not stand under then.
 */
export const unacceptedAt = (order: string, instant: string, by: '<=' | '<' = '<=') => `
  (select approval.* from offering_revision_approval as approval
    where approval.offering_id = ${order}.offering_id and approved_at ${by} ${instant}
      and approval.version > ${acceptedAt(order, instant)}
    order by approval.version desc limit 1)`
