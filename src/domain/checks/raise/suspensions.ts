/** In SQL, the suspensions of offerings for their sheets, and since when another one was in force: null where none ever was. */
export const SUSPENSIONS = `
  (select suspension.*, corrected.approved_at as corrected_at, corrected.version as corrected_version
     from sheet_suspension as suspension
     left join lateral (select version, approved_at from offering_revision_approval as approval
                         where approval.offering_id = suspension.offering_id and approval.version > suspension.version
                         order by version limit 1) as corrected on true)`

/** In SQL, whether an offering was cancelled, for its sheet was not corrected in time. */
export const isCancelled = (offeringId: string) => `
  exists (select from ${SUSPENSIONS} as ended where ended.offering_id = ${offeringId} and corrected_at is null)`
