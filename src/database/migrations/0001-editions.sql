-- What an offering is changes with these facts, whoever writes them: its counter, which every order reads, says so. Random
-- and not counted up: what was read in a transaction that was given up must never be taken for what came instead.
create function renew_edition() returns trigger language plpgsql as
$$ begin
  update offering_counter set edition = gen_random_uuid()
   where offering_id in (
     select coalesce((to_jsonb(written) ->> 'offering_id')::uuid,
                     (select offering_id from offering_submission where id = (to_jsonb(written) ->> 'submission_id')::uuid))
       from written);
  return null;
end $$;

create trigger renew_edition after insert on offering_terms
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on offering_submission
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on review_decision
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on offering_publication
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on offering_revision_approval
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on closing_change
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on offering_closure
  referencing new table as written for each statement execute function renew_edition();
create trigger renew_edition after insert on sheet_suspension
  referencing new table as written for each statement execute function renew_edition();
