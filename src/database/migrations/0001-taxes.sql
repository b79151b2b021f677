-- Each party has a tax standing from the first moment, and it moves with each declaration, whoever writes them. The row
-- of the party makes one declaration wait for another.
create function open_tax_standing() returns trigger language plpgsql as
$$ begin
  insert into tax_standing (party_id, kind, version) select id, kind, 0 from written;
  return null;
end $$;

create trigger open_tax_standing after insert on party
  referencing new table as written for each statement execute function open_tax_standing();

create function move_tax_standing() returns trigger language plpgsql as
$$ begin
  update tax_standing as standing
     set version = latest.version, country = latest.country, proved_on = latest.proved_on,
         declared_at = latest.declared_at
    from (select distinct on (party_id) party_id, version, country, proved_on, declared_at from written
           order by party_id, version desc) as latest
   where standing.party_id = latest.party_id and standing.version < latest.version;
  return null;
end $$;

create trigger move_tax_standing after insert on tax_residence
  referencing new table as written for each statement execute function move_tax_standing();

create trigger keep_tax_standing before delete or truncate on tax_standing
  for each statement execute function refuse_change();
