create table "account" ("id" uuid not null, "kind" text not null, "owner_id" uuid not null, "scope_id" uuid not null, "code" text not null, "currency" text not null, primary key ("id"));
create index "account_owner_index" on "account" ("owner_id", "currency", "kind") include ("id");
create index "account_scope_id_index" on "account" ("scope_id");
alter table "account" add constraint "account_kind_owner_id_scope_id_code_currency_unique" unique ("kind", "owner_id", "scope_id", "code", "currency");

create table "act" ("id" uuid not null, "actor_id" uuid null, "on_behalf_of_id" uuid null, "mandate_id" uuid null, "channel" text not null, "verb" text not null, "key" text null, "request_hash" text null, "occurred_at" timestamptz not null, "created_at" timestamptz not null default now(), "xid" xid8 not null default pg_current_xact_id(), primary key ("id"));
create index "act_xid_id_index" on "act" ("xid", "id");
alter table "act" add constraint "act_actor_id_key_unique" unique ("actor_id", "key");

create table "abroad_file" ("id" uuid not null, "year" int not null, "revision" int not null, "kind" text not null, "message_ref" text not null, "payer_ref" text not null, "corrects_payer_ref" text null, "payer_name" text not null, "siren" text not null, "street" text null, "postal_code" text null, "town" text not null, "issuer_id" uuid not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "abroad_file" add constraint "abroad_file_message_ref_unique" unique ("message_ref");
alter table "abroad_file" add constraint "abroad_file_year_revision_unique" unique ("year", "revision");

create table "abroad_total" ("file_id" uuid not null, "currency" text not null, "outcome" text not null, "parties" int not null, "received" bigint not null, "withheld" bigint not null, primary key ("file_id", "currency", "outcome"));

create table "act_made" ("act_id" uuid not null, "made" jsonb not null, primary key ("act_id"));

create table "adjusted_line" ("distribution_id" uuid not null, "class_id" uuid not null, "holder_id" uuid not null, "amount" numeric(60,0) not null, primary key ("distribution_id", "class_id", "holder_id"));

create table "audit_pack" ("id" uuid not null, "seed" text not null, "asked" int not null, "items" int not null, "basis" text not null, "candidates" int not null, "sha256" text not null, "bytes" int not null, "maker_id" uuid not null, "made_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "audit_pack" add constraint "audit_pack_sha256_unique" unique ("sha256");

create table "bank_account" ("id" uuid not null, "code" text not null, "currency" text not null, "iban" text not null, "bic" text null, "holder_name" text not null, "opened_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "bank_account" add constraint "bank_account_code_currency_unique" unique ("code", "currency");
alter table "bank_account" add constraint "bank_account_iban_currency_unique" unique ("iban", "currency");

create table "bank_details" ("id" uuid not null, "iban" text not null, "holder_name" text not null, "act_id" uuid not null default current_act(), primary key ("id"));

create table "bank_debit" ("id" uuid not null, "bank_code" text not null, "bank_reference" text not null, "amount" bigint not null, "currency" text not null, "debited_at" timestamptz not null, "remittance" text not null, "payee_id" uuid null, "reason" text not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "bank_debit" add constraint "bank_debit_bank_code_bank_reference_unique" unique ("bank_code", "bank_reference");

create table "bank_notice" ("id" uuid not null, "bank_account_id" uuid not null, "bank_reference" text not null, "sha256" text not null, "movements" int not null, "amount" bigint not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "bank_notice" add constraint "bank_notice_bank_account_id_bank_reference_unique" unique ("bank_account_id", "bank_reference");

create table "bank_report" ("id" uuid not null, "bank_account_id" uuid not null, "bank_reference" text not null, "sha256" text not null, "sequence" bigint null, "opens_on" date not null, "closes_on" date not null, "opening" bigint not null, "closing" bigint not null, "movements" int not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "bank_report" add constraint "bank_report_bank_account_id_bank_reference_unique" unique ("bank_account_id", "bank_reference");

create table "card_intent" ("id" uuid not null, "processor_reference" text not null, "subscription_id" uuid not null, "amount" bigint not null, "cost" bigint not null, "bearer" text not null, "currency" text not null, "opened_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "card_intent" add constraint "card_intent_processor_reference_unique" unique ("processor_reference");
create index "card_intent_subscription_id_index" on "card_intent" ("subscription_id");

create table "card_payment" ("id" uuid not null, "processor_reference" text not null, "intent_id" uuid null, "amount" bigint not null, "currency" text not null, "paid_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "card_payment" add constraint "card_payment_processor_reference_unique" unique ("processor_reference");

create table "card_dispute" ("id" uuid not null, "processor_reference" text not null, "card_payment_id" uuid not null, "amount" bigint not null, "taken_from" text not null, "recoverable" bigint not null, "borne" bigint not null, "opened_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "card_dispute" add constraint "card_dispute_processor_reference_unique" unique ("processor_reference");
create index "card_dispute_card_payment_id_index" on "card_dispute" ("card_payment_id");

create table "card_dispute_win" ("dispute_id" uuid not null, "recovered" bigint not null, "relieved" bigint not null, "won_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("dispute_id"));

create table "card_settlement" ("id" uuid not null, "processor_reference" text not null, "net" bigint not null, "fee" bigint not null, "currency" text not null, "settled_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "card_settlement" add constraint "card_settlement_processor_reference_unique" unique ("processor_reference");

create table "card_suspense" ("card_payment_id" uuid not null, "reason" text not null, "target_id" uuid null, "act_id" uuid not null default current_act(), primary key ("card_payment_id"));

create table "checkpoint" ("account_id" uuid not null, "before_xid" xid8 not null, "balance" bigint not null, "postings" bigint not null, primary key ("account_id"));

create table "debit_note" ("debit_id" uuid not null, "reason" text not null, "act_id" uuid not null default current_act(), primary key ("debit_id"));

create table "difference_explanation" ("bank_account_id" uuid not null, "difference_id" uuid not null, "version" int not null, "amount" bigint not null, "owner_id" uuid not null, "reason" text not null, "due_on" date not null, "act_id" uuid not null default current_act(), primary key ("bank_account_id", "difference_id", "version"));

create table "dividend" ("distribution_id" uuid not null, "class_id" uuid not null, "holder_id" uuid not null, "weight" bigint not null, "gross" bigint not null, "capital" bigint not null, "standing" smallint null, "levies" bigint[] null, "net" bigint not null, "carry" bigint not null, primary key ("distribution_id", "class_id", "holder_id"));
create index "dividend_holder_id_index" on "dividend" ("holder_id");
create index "dividend_distribution_id_standing_index" on "dividend" ("distribution_id", "standing") where levies is null and standing is not null;

create table "entry" ("id" uuid not null, "kind" text not null, "fact_id" uuid not null, "booked_on" date not null, "xid" xid8 not null default pg_current_xact_id(), "act_id" uuid not null default current_act(), primary key ("id"));
alter table "entry" add constraint "entry_kind_fact_id_unique" unique ("kind", "fact_id");

create table "entry_currency" ("entry_id" uuid not null, "currency" text not null, "booked_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("entry_id", "currency"));

create table "exchange_rate" ("id" uuid not null, "from_currency" text not null, "to_currency" text not null, "rate" text not null, "source" text not null, "at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "exchange_rate_from_currency_to_currency_at_index" on "exchange_rate" ("from_currency", "to_currency", "at");

create table "entry_rate" ("entry_id" uuid not null, "currency" text not null, "rate_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("entry_id", "currency"));

create table "export_progress" ("export_id" uuid not null, "tries" int not null, "rows" int not null, "updated_at" timestamptz not null default now(), primary key ("export_id"));

create table "export_request" ("id" uuid not null, "kind" text not null, "format" text not null, "from_day" date null, "until_day" date not null, "siren" text null, "cut" text not null, "requester_id" uuid not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));

create table "export_end" ("export_id" uuid not null, "rows" int null, "bytes" bigint null, "sha256" text null, "failure" text null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("export_id"));
alter table "export_end" add constraint "export_end_one_way" check (num_nulls(rows, bytes, sha256) in (0, 3) and (sha256 is null) <> (failure is null));

create table "holding" ("class_id" uuid not null, "holder_id" uuid not null, "shares" int not null, "paid_in" bigint not null, "account_id" uuid null, primary key ("class_id", "holder_id"));
create index "holding_holder_id_index" on "holding" using hash ("holder_id");

create table "imported_line" ("kind" text not null, "source" text not null, "reference" text not null, "preparation_id" uuid not null, "line" int not null, "target_id" uuid not null, "said" jsonb not null, primary key ("kind", "source", "reference"));
create index "imported_line_target_id_index" on "imported_line" ("target_id");

create table "import_preparation" ("id" uuid not null, "kind" text not null, "sha256" text not null, "file_name" text not null, "lines" int not null, "preparer_id" uuid not null, "prepared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "import_preparation" add constraint "import_preparation_kind_sha256_unique" unique ("kind", "sha256");

create table "import_approval" ("preparation_id" uuid not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "fresh" int not null, "act_id" uuid not null default current_act(), primary key ("preparation_id"));

create table "import_progress" ("preparation_id" uuid not null, "phase" text not null, "read" int not null, "checked" int not null, "written" int not null, "updated_at" timestamptz not null default now(), primary key ("preparation_id"));

create table "invoice_series" ("seller_id" uuid not null, "year" int not null, "last" int not null, primary key ("seller_id", "year"));

create table "mail_bounce" ("id" uuid not null, "message_id" uuid not null, "how" text not null, "status" text not null, "bounced_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "mail_bounce" add constraint "mail_bounce_message_id_unique" unique ("message_id");

create table "mail_bounce_end" ("bounce_id" uuid not null, "closer_id" uuid not null, "reason" text not null, "closed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("bounce_id"));

create table "mail_bounce_owner" ("bounce_id" uuid not null, "version" int not null, "owner_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("bounce_id", "version"));

create table "message" ("id" uuid not null, "address" text not null, "subject" text not null, "body" text not null, "written_at" timestamptz not null, "sent_at" timestamptz null, "act_id" uuid null default current_act(), "kind" text null, "attempts" int not null default 0, "next_attempt_at" timestamptz null, "ended_at" timestamptz null, "outcome" text null, primary key ("id"));
create index "message_address_index" on "message" ("address");
create index "message_written_at_index" on "message" ("written_at") where sent_at is null and ended_at is null;
alter table "message" add constraint "message_act_id_kind_address_unique" unique ("act_id", "kind", "address");

create table "money_change" ("debit_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("debit_id"));

create table "month_preparation" ("id" uuid not null, "month" date not null, "entries" int not null, "preparer_id" uuid not null, "prepared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "month_preparation" add constraint "month_preparation_first_day" check (extract(day from month) = 1);

create table "month_closing" ("preparation_id" uuid not null, "month" date not null, "approver_id" uuid not null, "closed_at" timestamptz not null, "valid_on" date not null, "act_id" uuid not null default current_act(), primary key ("preparation_id"));
alter table "month_closing" add constraint "month_closing_month_unique" unique ("month");

create table "entry_number" ("entry_id" uuid not null, "year" int not null, "journal" text not null, "number" int not null, "closing_id" uuid not null, primary key ("entry_id"));
alter table "entry_number" add constraint "entry_number_year_journal_number_unique" unique ("year", "journal", "number");

create table "notice_cursor" ("name" text not null, "xid" xid8 not null, "act_id" uuid not null, "moved_at" timestamptz not null, primary key ("name"));

create table "notice_reading" ("event_id" uuid not null, "person_id" uuid not null, "kind" text not null, "read_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("event_id", "person_id", "kind"));

create table "one_time_code" ("id" uuid not null, "purpose" text not null, "address_key" text not null, "code_hash" text not null, "joining" jsonb null, "expires_at" timestamptz not null, "used_at" timestamptz null, primary key ("id"));
create index "one_time_code_address_key_purpose_index" on "one_time_code" ("address_key", "purpose");

create table "paper_link" ("id" uuid not null, "paper_id" uuid not null, "asker_id" uuid not null, "asked_at" timestamptz not null, "expires_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "paper_link_paper_id_index" on "paper_link" ("paper_id");

create table "download" ("id" uuid not null, "paper_id" uuid not null, "downloader_id" uuid null, "link_id" uuid null, "at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "download_paper_id_index" on "download" ("paper_id");
alter table "download" add constraint "download_by_person_or_link" check ((downloader_id is null) <> (link_id is null));

create table "paper_series" ("series" text not null, "secret" text not null, "act_id" uuid not null default current_act(), primary key ("series"));

create table "party" ("id" uuid not null, "kind" text not null, "act_id" uuid not null default current_act(), primary key ("id"));

create table "paper_request" ("id" uuid not null, "kind" text not null, "subject_id" uuid not null, "holder_id" uuid not null, "requester_id" uuid not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "paper_request_kind_subject_id_holder_id_index" on "paper_request" ("kind", "subject_id", "holder_id");

create table "notice_choice" ("id" uuid not null, "person_id" uuid not null, "kind" text not null, "version" int not null, "channel" text not null, "chosen_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "notice_choice" add constraint "notice_choice_person_id_kind_version_unique" unique ("person_id", "kind", "version");

create table "notice" ("event_id" uuid not null, "person_id" uuid not null, "kind" text not null, "about" text[] not null, "details" jsonb not null, "language" text not null, "channel" text not null, "noticed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("event_id", "person_id", "kind"));
create index "notice_person_id_act_id_index" on "notice" ("person_id", "act_id");
create index "notice_act_id_index" on "notice" ("act_id");

create table "mandate" ("id" uuid not null, "principal_id" uuid not null, "agent_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz null, "given_under_id" uuid null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "mandate_agent_id_index" on "mandate" ("agent_id");
create index "mandate_act_id_index" on "mandate" ("act_id");

create table "mandate_end" ("mandate_id" uuid not null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("mandate_id"));
create index "mandate_end_act_id_index" on "mandate_end" ("act_id");

create table "loss_simulation" ("party_id" uuid not null, "version" int not null, "tool_version" text not null, "done_on" date not null, "accepted_limit" bigint not null, "recorded_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "login" ("id" uuid not null, "party_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "login" add constraint "login_party_id_unique" unique ("party_id");

create table "login_address" ("address_key" text not null, "login_id" uuid not null, "address" text not null, "act_id" uuid not null default current_act(), primary key ("address_key"));
alter table "login_address" add constraint "login_address_login_id_unique" unique ("login_id");

create table "credential" ("login_id" uuid not null, "version" int not null, "hash" text not null, "act_id" uuid not null default current_act(), primary key ("login_id", "version"));
create index "credential_act_id_index" on "credential" ("act_id");

create table "knowledge_test" ("party_id" uuid not null, "version" int not null, "test_version" text not null, "missing" text[] not null, "taken_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "invoice" ("id" uuid not null, "seller_id" uuid not null, "year" int not null, "sequence" int not null, "buyer_id" uuid not null, "profile_version" int not null, "kind" text not null, "cause_id" uuid null, "credits_id" uuid null, "charged_to" text not null, "scope_id" uuid not null, "currency" text not null, "net" bigint not null, "vat" bigint not null, "vat_ratio" text not null, "reason" text null, "issued_on" date not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "invoice" add constraint "invoice_cause_id_unique" unique ("cause_id");
create index "invoice_buyer_id_index" on "invoice" ("buyer_id");
create index "invoice_credits_id_index" on "invoice" ("credits_id");
create index "invoice_act_id_index" on "invoice" ("act_id");
alter table "invoice" add constraint "invoice_seller_id_year_sequence_unique" unique ("seller_id", "year", "sequence");
alter table "invoice" add constraint "invoice_sign" check (case when kind = 'creditNote' then credits_id is not null and net < 0 and vat <= 0 else credits_id is null and net > 0 and vat >= 0 end);
alter table "invoice" add constraint "invoice_of_its_year" check (year = extract(year from issued_on));

create table "invoice_rest" ("invoice_id" uuid not null, "net" bigint not null, "vat" bigint not null, primary key ("invoice_id"));
alter table "invoice_rest" add constraint "invoice_rest_never_below_zero" check (net >= 0 and vat >= 0);

create table "invoice_paper" ("invoice_id" uuid not null, "sha256" text not null, "bytes" int not null, "act_id" uuid not null default current_act(), primary key ("invoice_id"));
alter table "invoice_paper" add constraint "invoice_paper_sha256_unique" unique ("sha256");

create table "invoice_line" ("invoice_id" uuid not null, "line" int not null, "kind" text not null, "label" text not null, "net" bigint not null, "act_id" uuid not null default current_act(), primary key ("invoice_id", "line"));

create table "insider_declaration" ("party_id" uuid not null, "version" int not null, "link" text not null, "from_day" date not null, "until_day" date null, "declarer_id" uuid not null, "declared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "insider_confirmation" ("party_id" uuid not null, "version" int not null, "confirmer_id" uuid not null, "confirmed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "gift_eligibility_confirmation" ("party_id" uuid not null, "article" text not null, "version" int not null, "confirmer_id" uuid not null, "confirmed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "article", "version"));

create table "gift_eligibility" ("party_id" uuid not null, "article" text not null, "version" int not null, "purpose" text not null, "reason" text not null, "source" text not null, "from_day" date not null, "until_day" date null, "declarer_id" uuid not null, "declared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "article", "version"));

create table "certificate_request" ("holder_id" uuid not null, "year" int not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("holder_id", "year"));

create table "certificate" ("id" uuid not null, "kind" text not null, "subject_id" uuid not null, "holder_id" uuid not null, "version" int not null, "replaces_id" uuid null, "number" text not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text not null, "bytes" int not null, "dated_at" timestamptz not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "certificate" add constraint "certificate_replaces_id_unique" unique ("replaces_id");
alter table "certificate" add constraint "certificate_number_unique" unique ("number");
alter table "certificate" add constraint "certificate_sha256_unique" unique ("sha256");
alter table "certificate" add constraint "certificate_figures_sha256_unique" unique ("figures_sha256");
create index "certificate_holder_id_index" on "certificate" ("holder_id");
create index "certificate_act_id_index" on "certificate" ("act_id");
alter table "certificate" add constraint "certificate_kind_subject_id_holder_id_version_unique" unique ("kind", "subject_id", "holder_id", "version");

create table "acknowledgement" ("id" uuid not null, "party_id" uuid not null, "warning" text not null, "text_version" int not null, "offering_id" uuid null, "amount" bigint null, "acknowledged_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "acknowledgement_party_id_index" on "acknowledgement" ("party_id");

create table "abroad_account" ("file_id" uuid not null, "party_id" uuid not null, "currency" text not null, "doc_ref" text not null, "action" text not null, "corrects_ref" text null, "profile_version" int not null, "identity_version" int not null, "country" text not null, "balance" bigint not null, "dividend" bigint not null, "interest" bigint not null, "royalty" bigint not null, "other" bigint not null, "redeemed" bigint not null, "withheld" bigint not null, primary key ("file_id", "party_id", "currency"));
alter table "abroad_account" add constraint "abroad_account_doc_ref_unique" unique ("doc_ref");
alter table "abroad_account" add constraint "abroad_account_corrects_ref_unique" unique ("corrects_ref");
create index "abroad_account_party_id_index" on "abroad_account" ("party_id");

create table "payment_taken" ("payment_id" uuid not null, "paid" bigint not null, "refunded" bigint not null, "taken" bigint not null, primary key ("payment_id"));
alter table "payment_taken" add constraint "payment_taken_within_payment" check (refunded >= 0 and refunded <= paid and taken >= 0);

create table "payout_account" ("id" uuid not null, "owner_id" uuid not null, "version" int not null, "iban" text not null, "bic" text null, "currency" text null, "holder_name" text not null, "added_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payout_account_act_id_index" on "payout_account" ("act_id");
alter table "payout_account" add constraint "payout_account_owner_id_version_unique" unique ("owner_id", "version");

create table "payee_verification" ("id" uuid not null, "payout_account_id" uuid not null, "result" text not null, "verifier_id" uuid not null, "verified_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payee_verification_payout_account_id_index" on "payee_verification" ("payout_account_id");

create table "payee_approval" ("verification_id" uuid not null, "approver_id" uuid not null, "reason" text not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("verification_id"));

create table "payout_account_confirmation" ("id" uuid not null, "payout_account_id" uuid not null, "confirmer_id" uuid not null, "confirmed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payout_account_confirmation_payout_account_id_index" on "payout_account_confirmation" ("payout_account_id");

create table "payout_batch" ("id" uuid not null, "bank_account_id" uuid not null, "currency" text not null, "executes_on" date not null, "preparer_id" uuid not null, "prepared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payout_batch_act_id_index" on "payout_batch" ("act_id");

create table "payout_approval" ("batch_id" uuid not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("batch_id", "approver_id"));

create table "payout_export" ("id" uuid not null, "batch_id" uuid not null, "exporter_id" uuid not null, "sha256" text not null, "exported_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payout_export_batch_id_index" on "payout_export" ("batch_id");

create table "payout_sending" ("batch_id" uuid not null, "sender_id" uuid not null, "sha256" text null, "sent_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("batch_id"));
create index "payout_sending_act_id_index" on "payout_sending" ("act_id");

create table "posting" ("entry_id" uuid not null, "line" int not null, "account_id" uuid not null, "currency" text not null, "amount" bigint not null, "xid" xid8 not null default pg_current_xact_id(), primary key ("entry_id", "line"));
create index "posting_first_index" on "posting" ("account_id", "xid") where line <= 64;
create index "posting_further_index" on "posting" ("account_id") where line > 64;

create table "processor_invoice" ("id" uuid not null, "number" text not null, "first_day" date not null, "last_day" date not null, "amount" bigint not null, "currency" text not null, "recorded_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "processor_invoice" add constraint "processor_invoice_number_unique" unique ("number");

create table "profile" ("party_id" uuid not null, "version" int not null, "name" text not null, "language" text not null, "country" text null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "project" ("id" uuid not null, "name" text not null, "issuer_id" uuid not null, "currency" text not null, "time_zone" text not null, "act_id" uuid not null default current_act(), primary key ("id"));

create table "interest_declaration" ("id" uuid not null, "party_id" uuid not null, "project_id" uuid not null, "text" text not null, "declared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "interest_declaration_party_id_project_id_index" on "interest_declaration" ("party_id", "project_id");

create table "donation_receipt" ("id" uuid not null, "holder_id" uuid not null, "project_id" uuid not null, "year" int not null, "version" int not null, "replaces_id" uuid null, "number" text not null, "amount" bigint not null, "articles" jsonb not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text not null, "bytes" int not null, "dated_at" timestamptz not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "donation_receipt" add constraint "donation_receipt_replaces_id_unique" unique ("replaces_id");
alter table "donation_receipt" add constraint "donation_receipt_number_unique" unique ("number");
alter table "donation_receipt" add constraint "donation_receipt_sha256_unique" unique ("sha256");
alter table "donation_receipt" add constraint "donation_receipt_figures_sha256_unique" unique ("figures_sha256");
create index "donation_receipt_year_index" on "donation_receipt" ("year");
alter table "donation_receipt" add constraint "donation_receipt_holder_id_project_id_year_version_unique" unique ("holder_id", "project_id", "year", "version");

create table "distribution_approval" ("id" uuid not null, "project_id" uuid not null, "hash" text not null, "paid_on" date not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "distribution_approval_project_id_index" on "distribution_approval" ("project_id");

create table "contract" ("id" uuid not null, "project_id" uuid not null, "version" int not null, "terms" jsonb not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "contract_act_id_index" on "contract" ("act_id");
alter table "contract" add constraint "contract_project_id_version_unique" unique ("project_id", "version");

create table "distribution" ("id" uuid not null, "project_id" uuid not null, "number" int not null, "contract_id" uuid not null, "approval_id" uuid null, "previous_id" uuid null, "record_date" date not null, "paid_on" date not null, "amount" bigint not null, "residue" numeric(60,0) not null, "distributed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "distribution" add constraint "distribution_approval_id_unique" unique ("approval_id");
create index "distribution_act_id_index" on "distribution" ("act_id");
alter table "distribution" add constraint "distribution_project_id_number_unique" unique ("project_id", "number");

create table "levy_release" ("id" uuid not null, "distribution_id" uuid not null, "class_id" uuid not null, "holder_id" uuid not null, "released_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "levy_release" add constraint "levy_release_distribution_id_class_id_holder_id_unique" unique ("distribution_id", "class_id", "holder_id");

create table "late_levy" ("release_id" uuid not null, "position" smallint not null, "code" text not null, "ratio" text not null, "base" bigint not null, "amount" bigint not null, "source" text not null, primary key ("release_id", "position"));

create table "imported_run" ("distribution_id" uuid not null, "preparation_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("distribution_id"));

create table "distribution_tier" ("distribution_id" uuid not null, "position" int not null, "name" text not null, "prior" text not null, "taken" text not null, "owed" text not null, "target" text null, "accrued" text null, "bearing" text null, "accrued_to" date null, primary key ("distribution_id", "position"));

create table "distribution_standing" ("distribution_id" uuid not null, "standing" smallint not null, "missing" text null, primary key ("distribution_id", "standing"));

create table "distribution_recipient" ("distribution_id" uuid not null, "recipient" text not null, "position" int not null, "exact" text not null, "adjusted" text not null, "amount" bigint not null, "carry" bigint not null, "received" text not null, "posted" boolean not null, primary key ("distribution_id", "recipient"));

create table "distribution_levy" ("distribution_id" uuid not null, "standing" smallint not null, "position" smallint not null, "code" text not null, "ratio" text not null, "source" text not null, primary key ("distribution_id", "standing", "position"));

create table "distribution_attestation" ("id" uuid not null, "distribution_id" uuid not null, "version" int not null, "replaces_id" uuid null, "reversals" int not null, "amount" bigint not null, "withheld" bigint not null, "net" bigint not null, "number" text not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text not null, "bytes" int not null, "dated_at" timestamptz not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "distribution_attestation" add constraint "distribution_attestation_replaces_id_unique" unique ("replaces_id");
alter table "distribution_attestation" add constraint "distribution_attestation_number_unique" unique ("number");
alter table "distribution_attestation" add constraint "distribution_attestation_sha256_unique" unique ("sha256");
alter table "distribution_attestation" add constraint "distribution_attestation_figures_sha256_unique" unique ("figures_sha256");
alter table "distribution_attestation" add constraint "distribution_attestation_distribution_id_version_unique" unique ("distribution_id", "version");

create table "contract_signature" ("contract_id" uuid not null, "signed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("contract_id"));

create table "project_ending" ("id" uuid not null, "project_id" uuid not null, "kind" text not null, "occurred_on" date not null, "source" text not null, "evidence" text null, "recorder_id" uuid not null, "recorded_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "project_ending_project_id_index" on "project_ending" ("project_id");
create index "project_ending_act_id_index" on "project_ending" ("act_id");

create table "ending_revocation" ("ending_id" uuid not null, "reason" text not null, "revoker_id" uuid not null, "revoked_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("ending_id"));

create table "ending_approval" ("ending_id" uuid not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("ending_id"));

create table "certified_loss" ("certificate_id" uuid not null, "ending_id" uuid not null, "put_in" bigint not null, "got_back" bigint not null, primary key ("certificate_id"));

create table "rate_limit" ("key" text not null, "points" int not null, "expire" bigint null, primary key ("key"));

create table "receipt" ("id" uuid not null, "bank_code" text not null, "bank_reference" text not null, "amount" bigint not null, "currency" text not null, "received_at" timestamptz not null, "remittance" text not null, "payer_id" uuid null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "receipt" add constraint "receipt_bank_code_bank_reference_unique" unique ("bank_code", "bank_reference");

create table "bank_notice_movement" ("bank_notice_id" uuid not null, "position" int not null, "booked_on" date not null, "amount" bigint not null, "receipt_id" uuid null, "debit_id" uuid null, "act_id" uuid not null default current_act(), primary key ("bank_notice_id", "position"));
create index "bank_notice_movement_receipt_id_index" on "bank_notice_movement" ("receipt_id");
create index "bank_notice_movement_debit_id_index" on "bank_notice_movement" ("debit_id");

create table "bank_movement" ("bank_report_id" uuid not null, "position" int not null, "booked_on" date not null, "amount" bigint not null, "receipt_id" uuid null, "debit_id" uuid null, "act_id" uuid not null default current_act(), primary key ("bank_report_id", "position"));
create index "bank_movement_receipt_id_index" on "bank_movement" ("receipt_id");
create index "bank_movement_debit_id_index" on "bank_movement" ("debit_id");

create table "receipt_claim" ("receipt_id" uuid not null, "purpose" text not null, "target_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("receipt_id"));
create index "receipt_claim_target_id_index" on "receipt_claim" ("target_id") where purpose = 'return';
create index "receipt_claim_revenue_index" on "receipt_claim" ("target_id") where purpose = 'revenue';
create index "receipt_claim_act_id_index" on "receipt_claim" ("act_id");

create table "receipt_hold" ("receipt_id" uuid not null, "target_id" uuid not null, "held_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("receipt_id"));
alter table "receipt_hold" add constraint "receipt_hold_target_id_unique" unique ("target_id");

create table "receipt_request" ("holder_id" uuid not null, "project_id" uuid not null, "year" int not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("holder_id", "project_id", "year"));

create table "reconciled_day" ("bank_account_id" uuid not null, "day" date not null, "bank_report_id" uuid null, "bank_balance" bigint null, "book_balance" bigint not null, "differences" int not null, "explained" int not null, "act_id" uuid not null default current_act(), primary key ("bank_account_id", "day"));
alter table "reconciled_day" add constraint "reconciled_day_counts" check (explained >= 0 and explained <= differences);
alter table "reconciled_day" add constraint "reconciled_day_reported" check ((bank_report_id is null) = (bank_balance is null));

create table "recovery" ("distribution_id" uuid not null, "account_id" uuid not null, "amount" bigint not null, primary key ("distribution_id", "account_id"));

create table "refund" ("id" uuid not null, "receipt_id" uuid null, "card_payment_id" uuid null, "amount" bigint not null, "currency" text not null, "taken_from" text not null, "party_id" uuid null, "recoverable" bigint not null, "borne" bigint not null, "payee_id" uuid null, "processor_reference" text null, "refunded_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "refund" add constraint "refund_processor_reference_unique" unique ("processor_reference");
create index "refund_receipt_id_index" on "refund" ("receipt_id");
create index "refund_card_payment_id_index" on "refund" ("card_payment_id");
create index "refund_party_id_index" on "refund" ("party_id");
create index "refund_act_id_index" on "refund" ("act_id");
alter table "refund" add constraint "refund_of_one_payment" check (num_nonnulls(receipt_id, card_payment_id) = 1);
alter table "refund" add constraint "refund_has_destination" check (receipt_id is not null or payee_id is null);
alter table "refund" add constraint "refund_positive" check (amount > 0 and recoverable >= 0 and borne >= 0 and recoverable + borne <= amount);

create table "payout_leg" ("id" uuid not null, "batch_id" uuid not null, "account_id" uuid not null, "payee_owner_id" uuid not null, "amount" bigint not null, "payout_account_id" uuid null, "payee_id" uuid null, "refund_id" uuid null, "end_to_end_id" text not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "payout_leg" add constraint "payout_leg_end_to_end_id_unique" unique ("end_to_end_id");
create index "payout_leg_batch_id_index" on "payout_leg" ("batch_id");
create index "payout_leg_account_id_index" on "payout_leg" ("account_id");
create index "payout_leg_refund_id_index" on "payout_leg" ("refund_id");
create index "payout_leg_payee_owner_id_index" on "payout_leg" ("payee_owner_id");
create index "payout_leg_payout_account_id_index" on "payout_leg" ("payout_account_id");
alter table "payout_leg" add constraint "payout_leg_one_destination" check (num_nonnulls(payout_account_id, payee_id) = 1);
alter table "payout_leg" add constraint "payout_leg_positive" check (amount > 0);

create table "payout_return" ("leg_id" uuid not null, "reason" text not null, "receipt_id" uuid null, "returned_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("leg_id"));
alter table "payout_return" add constraint "payout_return_receipt_id_unique" unique ("receipt_id");
create index "payout_return_act_id_index" on "payout_return" ("act_id");

create table "payout_proof" ("leg_id" uuid not null, "debit_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("leg_id"));
create index "payout_proof_debit_id_index" on "payout_proof" ("debit_id");

create table "payout_offset" ("id" uuid not null, "leg_id" uuid not null, "account_id" uuid not null, "debt_entry_id" uuid not null, "amount" bigint not null, "ratio" text not null, "floor" bigint not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "payout_offset_account_id_index" on "payout_offset" ("account_id");
alter table "payout_offset" add constraint "payout_offset_leg_id_account_id_debt_entry_id_unique" unique ("leg_id", "account_id", "debt_entry_id");
alter table "payout_offset" add constraint "payout_offset_positive" check (amount > 0);

create table "payout_offset_return" ("offset_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("offset_id"));

create table "payout_leg_end" ("leg_id" uuid not null, "how" text not null, "reason" text not null, "debit_id" uuid null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("leg_id"));
create index "payout_leg_end_debit_id_index" on "payout_leg_end" ("debit_id");
create index "payout_leg_end_act_id_index" on "payout_leg_end" ("act_id");

create table "payout_conversion" ("leg_id" uuid not null, "rate_id" uuid not null, "currency" text not null, "amount" bigint not null, "act_id" uuid not null default current_act(), primary key ("leg_id"));
alter table "payout_conversion" add constraint "payout_conversion_positive" check (amount > 0);

create table "card_refund_sent" ("refund_id" uuid not null, "processor_reference" text not null, "sent_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("refund_id"));
alter table "card_refund_sent" add constraint "card_refund_sent_processor_reference_unique" unique ("processor_reference");

create table "card_refund_failure" ("refund_id" uuid not null, "code" text not null, "recovered" bigint not null, "relieved" bigint not null, "failed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("refund_id"));
create index "card_refund_failure_act_id_index" on "card_refund_failure" ("act_id");

create table "reinvestment_rule" ("id" uuid not null, "party_id" uuid not null, "currency" text not null, "ratio" text not null, "most_per_month" bigint not null, "preferences" jsonb not null, "set_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "reinvestment_rule_party_id_currency_index" on "reinvestment_rule" ("party_id", "currency");

create table "reinvestment_end" ("rule_id" uuid not null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("rule_id"));

create table "report_draft" ("project_id" uuid not null, "period_start" date not null, "period_end" date not null, "content" jsonb not null, "saved_by_id" uuid not null, "saved_at" timestamptz not null, primary key ("project_id", "period_start", "period_end"));

create table "report_reminder" ("project_id" uuid not null, "period_start" date not null, "period_end" date not null, "due_on" date not null, "day" int not null, "told" text not null, "reminded_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("project_id", "period_start", "period_end", "due_on", "day"));
create index "report_reminder_act_id_index" on "report_reminder" ("act_id");

create table "return_told" ("receipt_id" uuid not null, "leg_id" uuid not null, "reason" text not null, "act_id" uuid not null default current_act(), primary key ("receipt_id"));
create index "return_told_leg_id_index" on "return_told" ("leg_id");

create table "revenue_report" ("id" uuid not null, "project_id" uuid not null, "period_start" date not null, "period_end" date not null, "revision" int not null, "currency" text not null, "reporter_id" uuid not null, "reported_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "revenue_report_act_id_index" on "revenue_report" ("act_id");
alter table "revenue_report" add constraint "revenue_report_project_id_period_start_period_end_a85f1_unique" unique ("project_id", "period_start", "period_end", "revision");

create table "revenue_line" ("report_id" uuid not null, "line" int not null, "source" text not null, "category" text null, "units" bigint not null, "gross" bigint not null, "deduction" bigint not null, "deduction_label" text null, primary key ("report_id", "line"));

create table "report_send_back" ("report_id" uuid not null, "approver_id" uuid not null, "sent_back_at" timestamptz not null, "reason" text not null, "explanation" text not null, "line" int null, "due_by" date not null, "act_id" uuid not null default current_act(), primary key ("report_id"));
create index "report_send_back_act_id_index" on "report_send_back" ("act_id");

create table "report_evidence" ("report_id" uuid not null, "project_id" uuid not null, "file_name" text not null, "sha256" text not null, "time" int not null, "bytes" int not null, "format" text not null, "lines" int not null, "currency" text not null, "exchange_rate" text null, "act_id" uuid not null default current_act(), primary key ("report_id"));
alter table "report_evidence" add constraint "report_evidence_project_id_sha256_time_unique" unique ("project_id", "sha256", "time");

create table "report_correction" ("report_id" uuid not null, "sent_back_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("report_id"));
alter table "report_correction" add constraint "report_correction_sent_back_id_unique" unique ("sent_back_id");

create table "report_conversion" ("report_id" uuid not null, "rate_id" uuid not null, "currency" text not null, "reported_net" bigint not null, "net" bigint not null, "act_id" uuid not null default current_act(), primary key ("report_id"));

create table "converted_line" ("report_id" uuid not null, "line" int not null, "gross" bigint not null, "deduction" bigint not null, primary key ("report_id", "line"));

create table "report_approval" ("report_id" uuid not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("report_id"));
create index "report_approval_act_id_index" on "report_approval" ("act_id");

create table "distribution_report" ("report_id" uuid not null, "turn" int not null, "distribution_id" uuid not null, primary key ("report_id", "turn"));

create table "adjustment" ("id" uuid not null, "project_id" uuid not null, "report_id" uuid not null, "kind" text not null, "corrects_id" uuid null, "recipient" text null, "amount" bigint not null, "reason" text not null, "preparer_id" uuid not null, "prepared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "adjustment_project_id_index" on "adjustment" ("project_id");
create index "adjustment_act_id_index" on "adjustment" ("act_id");

create table "distribution_adjustment" ("adjustment_id" uuid not null, "distribution_id" uuid not null, primary key ("adjustment_id", "distribution_id"));

create table "adjustment_line" ("adjustment_id" uuid not null, "line" int not null, "source" text not null, "category" text null, "units" bigint not null, "gross" bigint not null, "deduction" bigint not null, primary key ("adjustment_id", "line"));

create table "adjustment_approval" ("adjustment_id" uuid not null, "approver_id" uuid not null, "approved_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("adjustment_id"));

create table "reversal_request" ("id" uuid not null, "distribution_id" uuid not null, "class_id" uuid null, "holder_id" uuid null, "reason" text not null, "requester_id" uuid not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "reversal_request_distribution_id_index" on "reversal_request" ("distribution_id");
create index "reversal_request_act_id_index" on "reversal_request" ("act_id");

create table "line_reversal" ("distribution_id" uuid not null, "class_id" uuid not null, "holder_id" uuid not null, "request_id" uuid not null, "carry_back" bigint not null, "after_number" int not null, "approver_id" uuid not null, "reversed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("distribution_id", "class_id", "holder_id"));
alter table "line_reversal" add constraint "line_reversal_request_id_unique" unique ("request_id");
create index "line_reversal_class_id_index" on "line_reversal" ("class_id");
create index "line_reversal_act_id_index" on "line_reversal" ("act_id");

create table "role_grant" ("party_id" uuid not null, "role" text not null, "scope_id" uuid not null, "version" int not null, "granted" boolean not null, "act_id" uuid not null default current_act(), primary key ("party_id", "role", "scope_id", "version"));
create index "role_grant_act_id_index" on "role_grant" ("act_id");

create table "run_progress" ("project_id" uuid not null, "phase" text not null, "done" int not null, "of" int not null, "updated_at" timestamptz not null default now(), primary key ("project_id"));

create table "run_reversal" ("distribution_id" uuid not null, "request_id" uuid not null, "after_number" int not null, "approver_id" uuid not null, "reversed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("distribution_id"));
alter table "run_reversal" add constraint "run_reversal_request_id_unique" unique ("request_id");
create index "run_reversal_act_id_index" on "run_reversal" ("act_id");

create table "session" ("id" uuid not null, "login_id" uuid not null, "refresh_hash" text not null, "previous_hash" text null, "expires_at" timestamptz not null, "ended_at" timestamptz null, primary key ("id"));
alter table "session" add constraint "session_refresh_hash_unique" unique ("refresh_hash");
alter table "session" add constraint "session_previous_hash_unique" unique ("previous_hash");
create index "session_login_id_index" on "session" ("login_id");

create table "share_class" ("id" uuid not null, "project_id" uuid not null, "code" text not null, "name" text not null, "shares" int not null, "nominal" bigint null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "share_class" add constraint "share_class_project_id_code_unique" unique ("project_id", "code");

create table "outside_shares" ("id" uuid not null, "class_id" uuid not null, "shares" int not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "outside_shares_class_id_index" on "outside_shares" ("class_id");
alter table "outside_shares" add constraint "outside_shares_positive" check (shares > 0);

create table "offering" ("id" uuid not null, "project_id" uuid not null, "class_id" uuid null, "act_id" uuid not null default current_act(), primary key ("id"));

create table "repeating_end" ("offering_id" uuid not null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id"));

create table "pledge" ("id" uuid not null, "offering_id" uuid not null, "party_id" uuid not null, "pledged_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "pledge_offering_id_index" on "pledge" ("offering_id");
create index "pledge_party_id_index" on "pledge" ("party_id");

create table "pledge_size" ("pledge_id" uuid not null, "version" int not null, "shares" int not null, "set_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("pledge_id", "version"));
alter table "pledge_size" add constraint "pledge_size_shares_positive" check (shares > 0);

create table "pledge_end" ("pledge_id" uuid not null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("pledge_id"));

create table "offering_terms" ("offering_id" uuid not null, "version" int not null, "share_price" bigint not null, "shares" int not null, "goal_mode" text not null, "goal" bigint null, "max_per_investor" int null, "opens_at" timestamptz not null, "closes_at" timestamptz not null, "payment_due_at" timestamptz not null, "withdrawal_days" int not null, "commission_ratio" text not null, "vat_ratio" text not null, "regime" text null, "key_information" text null, "key_information_sides" int null, "offered_elsewhere" bigint not null, "minimum" bigint null, "entitlements" jsonb not null, "allotment" text not null, "matching" jsonb null, "repeats" text null, "act_id" uuid not null default current_act(), "audience" text not null default 'public', "life" jsonb null, primary key ("offering_id", "version"));

create table "offering_submission" ("id" uuid not null, "offering_id" uuid not null, "number" int not null, "version" int not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "offering_submission_act_id_index" on "offering_submission" ("act_id");
alter table "offering_submission" add constraint "offering_submission_offering_id_number_unique" unique ("offering_id", "number");

create table "review_decision" ("submission_id" uuid not null, "outcome" text not null, "reason" text not null, "explanation" text not null, "decided_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("submission_id"));
create index "review_decision_act_id_index" on "review_decision" ("act_id");

create table "offering_round" ("offering_id" uuid not null, "previous_id" uuid not null, "first_id" uuid not null, "months" int not null, "act_id" uuid not null default current_act(), primary key ("offering_id"));
alter table "offering_round" add constraint "offering_round_previous_id_unique" unique ("previous_id");
alter table "offering_round" add constraint "offering_round_after_the_first" check (months > 0);

create table "offering_revision_approval" ("offering_id" uuid not null, "version" int not null, "approved_at" timestamptz not null, "reconfirm_by" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id", "version"));
create index "offering_revision_approval_act_id_index" on "offering_revision_approval" ("act_id");

create table "offering_publication" ("offering_id" uuid not null, "version" int not null, "published_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id"));
create index "offering_publication_act_id_index" on "offering_publication" ("act_id");

create table "offering_counter" ("offering_id" uuid not null, "offered" int not null, "taken" int not null, "position" int not null, "edition" uuid not null default gen_random_uuid(), primary key ("offering_id"));
alter table "offering_counter" add constraint "offering_counter_never_oversold" check (taken >= 0 and taken <= offered);

create table "offering_closure" ("id" uuid not null, "offering_id" uuid not null, "outcome" text not null, "shares_allotted" int not null, "amount_allotted" bigint not null, "closed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "offering_closure" add constraint "offering_closure_offering_id_unique" unique ("offering_id");
create index "offering_closure_act_id_index" on "offering_closure" ("act_id");

create table "items_completion" ("offering_id" uuid not null, "completed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id"));

create table "item_counter" ("offering_id" uuid not null, "code" text not null, "stock" int not null, "taken" int not null, primary key ("offering_id", "code"));
alter table "item_counter" add constraint "item_counter_never_oversold" check (taken >= 0 and taken <= stock);

create table "invitation" ("id" uuid not null, "offering_id" uuid not null, "party_id" uuid null, "token_hash" text null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "invitation" add constraint "invitation_token_hash_unique" unique ("token_hash");
alter table "invitation" add constraint "invitation_offering_id_party_id_unique" unique ("offering_id", "party_id");
alter table "invitation" add constraint "invitation_for_one" check ((party_id is null) <> (token_hash is null));

create table "invitation_redemption" ("invitation_id" uuid not null, "party_id" uuid not null, "redeemed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("invitation_id"));
create index "invitation_redemption_party_id_index" on "invitation_redemption" ("party_id");

create table "interest_vote" ("offering_id" uuid not null, "party_id" uuid not null, "amount" bigint null, "voted_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id", "party_id"));

create table "closing_change" ("id" uuid not null, "offering_id" uuid not null, "number" int not null, "how" text not null, "closes_at" timestamptz not null, "payment_due_at" timestamptz not null, "changed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "closing_change" add constraint "closing_change_offering_id_number_unique" unique ("offering_id", "number");

create table "card_terms" ("offering_id" uuid not null, "version" int not null, "payment_costs" text not null, "chargeback" text not null, "hold_days" int not null, "act_id" uuid not null default current_act(), primary key ("offering_id", "version"));

create table "distribution_pool" ("distribution_id" uuid not null, "class_id" uuid not null, "amount" bigint not null, "weight" bigint not null, "holders" int not null, "sold" bigint not null, "raised" bigint not null, "room" bigint null, "residue" numeric(60,0) not null, primary key ("distribution_id", "class_id"));

create table "sheet_suspension" ("offering_id" uuid not null, "version" int not null, "reason" text not null, "suspended_at" timestamptz not null, "correct_by" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("offering_id", "version"));
create index "sheet_suspension_act_id_index" on "sheet_suspension" ("act_id");

create table "shortfall" ("cause_id" uuid not null, "account_id" uuid not null, "amount" bigint not null, primary key ("cause_id", "account_id"));

create table "sophistication" ("party_id" uuid not null, "version" int not null, "step" text not null, "criteria" text[] not null, "evidence" text null, "stepped_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "statement" ("id" uuid not null, "distribution_id" uuid not null, "holder_id" uuid not null, "number" text not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text null, "bytes" int not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "statement" add constraint "statement_number_unique" unique ("number");
alter table "statement" add constraint "statement_sha256_unique" unique ("sha256");
alter table "statement" add constraint "statement_figures_sha256_unique" unique ("figures_sha256");
create index "statement_holder_id_index" on "statement" ("holder_id");
create index "statement_act_id_index" on "statement" ("act_id");
alter table "statement" add constraint "statement_distribution_id_holder_id_unique" unique ("distribution_id", "holder_id");

create table "statement_completion" ("distribution_id" uuid not null, "completed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("distribution_id"));

create table "statement_period" ("id" uuid not null, "name" text not null, "first_day" date not null, "last_day" date not null, "holders" int not null, "closer_id" uuid not null, "closed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "statement_period" add constraint "statement_period_name_unique" unique ("name");
alter table "statement_period" add constraint "statement_period_order" check (first_day < last_day);

create table "periodic_statement" ("id" uuid not null, "period_id" uuid not null, "holder_id" uuid not null, "version" int not null, "replaces_id" uuid null, "number" text not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text not null, "bytes" int not null, "dated_at" timestamptz not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "periodic_statement" add constraint "periodic_statement_replaces_id_unique" unique ("replaces_id");
alter table "periodic_statement" add constraint "periodic_statement_number_unique" unique ("number");
alter table "periodic_statement" add constraint "periodic_statement_sha256_unique" unique ("sha256");
alter table "periodic_statement" add constraint "periodic_statement_figures_sha256_unique" unique ("figures_sha256");
create index "periodic_statement_holder_id_index" on "periodic_statement" ("holder_id");
create index "periodic_statement_act_id_index" on "periodic_statement" ("act_id");
alter table "periodic_statement" add constraint "periodic_statement_period_id_holder_id_version_unique" unique ("period_id", "holder_id", "version");

create table "statement_correction" ("statement_id" uuid not null, "reason" text not null, "requester_id" uuid not null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("statement_id"));

create table "periodic_balance" ("statement_id" uuid not null, "currency" text not null, "opening" bigint not null, "closing" bigint not null, primary key ("statement_id", "currency"));

create table "period_completion" ("period_id" uuid not null, "completed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("period_id"));

create table "subscription" ("id" uuid not null, "offering_id" uuid not null, "terms_version" int not null, "party_id" uuid not null, "shares" int not null, "amount" bigint not null, "currency" text not null, "position" int not null, "reference" text not null, "ordered_at" timestamptz not null, "payment_due_at" timestamptz not null, "revocable_until" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "subscription" add constraint "subscription_reference_unique" unique ("reference");
create index "subscription_party_id_offering_id_index" on "subscription" ("party_id", "offering_id");
create index "subscription_offering_id_payment_due_at_index" on "subscription" ("offering_id", "payment_due_at");
create index "subscription_act_id_index" on "subscription" ("act_id");
alter table "subscription" add constraint "subscription_offering_id_position_unique" unique ("offering_id", "position");

create table "reinvestment" ("rule_id" uuid not null, "distribution_id" uuid not null, "offering_id" uuid null, "subscription_id" uuid null, "refusal" text null, "decided_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("rule_id", "distribution_id"));
alter table "reinvestment" add constraint "reinvestment_subscription_id_unique" unique ("subscription_id");
alter table "reinvestment" add constraint "reinvestment_made_or_refused" check ((subscription_id is null) <> (refusal is null));

create table "receipt_gift" ("receipt_id" uuid not null, "subscription_id" uuid not null, "given_on" date not null, "form" text not null, "amount" bigint not null, primary key ("receipt_id", "subscription_id"));

create table "pledge_order" ("pledge_id" uuid not null, "offering_id" uuid not null, "subscription_id" uuid null, "refusal" text null, "version" int not null, "decided_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("pledge_id", "offering_id"));
alter table "pledge_order" add constraint "pledge_order_subscription_id_unique" unique ("subscription_id");
alter table "pledge_order" add constraint "pledge_order_made_or_refused" check ((subscription_id is null) <> (refusal is null));

create table "order_reconfirmation" ("subscription_id" uuid not null, "version" int not null, "reconfirmed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("subscription_id", "version"));

create table "order_quote" ("subscription_id" uuid not null, "currency" text not null, "amount" bigint not null, "rate_id" uuid not null, "quoted_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("subscription_id", "currency"));
alter table "order_quote" add constraint "order_quote_amount_positive" check (amount > 0);

create table "ordered_item" ("subscription_id" uuid not null, "code" text not null, "count" int not null, "act_id" uuid not null default current_act(), primary key ("subscription_id", "code"));
alter table "ordered_item" add constraint "ordered_item_count_positive" check (count > 0);

create table "order_changed_back" ("subscription_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("subscription_id"));

create table "lot" ("id" uuid not null, "class_id" uuid not null, "giver_id" uuid null, "taker_id" uuid not null, "shares" int not null, "paid_in" bigint not null, "occurred_at" timestamptz not null, "subscription_id" uuid null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "lot" add constraint "lot_subscription_id_unique" unique ("subscription_id");
create index "lot_class_id_occurred_at_index" on "lot" ("class_id", "occurred_at");
create index "lot_taker_id_class_id_index" on "lot" ("taker_id", "class_id");
create index "lot_giver_id_class_id_index" on "lot" ("giver_id", "class_id");
create index "lot_act_id_index" on "lot" ("act_id");
alter table "lot" add constraint "lot_shares_positive" check (shares > 0);

create table "certified_shares" ("certificate_id" uuid not null, "lot_id" uuid not null, "shares" int not null, primary key ("certificate_id"));

create table "delivery" ("id" uuid not null, "offering_id" uuid not null, "subscription_id" uuid not null, "code" text not null, "count" int not null, "late_from" timestamptz null, "owed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "delivery_offering_id_index" on "delivery" ("offering_id");
alter table "delivery" add constraint "delivery_subscription_id_code_unique" unique ("subscription_id", "code");
alter table "delivery" add constraint "delivery_count_positive" check (count > 0);

create table "delivery_step" ("delivery_id" uuid not null, "number" int not null, "step" text not null, "happened_on" date not null, "note" text null, "stepped_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("delivery_id", "number"));

create table "subscription_acknowledgement" ("subscription_id" uuid not null, "acknowledgement_id" uuid not null, "act_id" uuid not null default current_act(), primary key ("subscription_id", "acknowledgement_id"));

create table "subscription_allotment" ("subscription_id" uuid not null, "shares" int not null, "amount" bigint not null, "allotted_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("subscription_id"));
alter table "subscription_allotment" add constraint "subscription_allotment_shares_positive" check (shares > 0);

create table "subscription_end" ("subscription_id" uuid not null, "how" text not null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("subscription_id"));
create index "subscription_end_act_id_index" on "subscription_end" ("act_id");

create table "subscription_payment" ("subscription_id" uuid not null, "receipt_id" uuid null, "card_payment_id" uuid null, "paid_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("subscription_id"));
alter table "subscription_payment" add constraint "subscription_payment_receipt_id_unique" unique ("receipt_id");
alter table "subscription_payment" add constraint "subscription_payment_card_payment_id_unique" unique ("card_payment_id");
create index "subscription_payment_act_id_index" on "subscription_payment" ("act_id");
alter table "subscription_payment" add constraint "subscription_payment_by_one_at_most" check (num_nonnulls(receipt_id, card_payment_id) <= 1);

create table "suspense_note" ("receipt_id" uuid not null, "reason" text not null, "target_id" uuid null, "act_id" uuid not null default current_act(), primary key ("receipt_id"));

create table "tax_file" ("id" uuid not null, "year" int not null, "revision" int not null, "corrects_id" uuid null, "siret" text null, "payer_name" text not null, "issuer_id" uuid not null, "issued_on" date not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "tax_file" add constraint "tax_file_year_revision_unique" unique ("year", "revision");

create table "tax_file_line" ("file_id" uuid not null, "party_id" uuid not null, "profile_version" int not null, "identity_version" int not null, "dividend" bigint not null, "interest" bigint not null, "loan_interest" bigint not null, "royalty" bigint not null, "income_tax" bigint not null, "social" bigint not null, "abroad" bigint not null, "withheld_abroad" bigint not null, "exempt" bigint not null, primary key ("file_id", "party_id"));
create index "tax_file_line_party_id_index" on "tax_file_line" ("party_id");

create table "tax_identity" ("party_id" uuid not null, "version" int not null, "tax_number" text null, "siret" text null, "family_name" text null, "first_names" text null, "usual_name" text null, "sex" text null, "born_on" date null, "birth_place" text null, "birth_code" text null, "street_number" text null, "street" text null, "address_extra" text null, "postal_code" text null, "town" text null, "declared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "tax_residence" ("party_id" uuid not null, "version" int not null, "country" text not null, "proved_on" date null, "evidence" text null, "declared_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "version"));

create table "tax_return" ("id" uuid not null, "month" date not null, "due_on" date not null, "total" bigint not null, "filer_id" uuid not null, "filed_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "tax_return" add constraint "tax_return_month_unique" unique ("month");
alter table "tax_return" add constraint "tax_return_first_day" check (extract(day from month) = 1);

create table "tax_return_line" ("return_id" uuid not null, "position" smallint not null, "income" text not null, "code" text not null, "ratio" text not null, "corrects" date null, "corrects_id" uuid null, "box" text null, "base" bigint not null, "amount" bigint not null, primary key ("return_id", "position"));

create table "tax_standing" ("party_id" uuid not null, "kind" text not null, "version" int not null, "country" text null, "proved_on" date null, "declared_at" timestamptz null, primary key ("party_id"));
create index "tax_standing_declared_at_index" on "tax_standing" ("declared_at");

create table "tax_waiver" ("party_id" uuid not null, "year" int not null, "income" text not null, "received_on" date not null, "evidence" text null, "requested_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("party_id", "year", "income"));
create index "tax_waiver_year_index" on "tax_waiver" ("year", "income", "party_id") include ("received_on", "requested_at");

create table "tick" ("job" text not null, "fire_at" timestamptz not null, "started_at" timestamptz null, "finished_at" timestamptz null, "outcome" text null, "runs" int not null default 0, primary key ("job", "fire_at"));

create table "ticket" ("id" uuid not null, "offering_id" uuid not null, "subscription_id" uuid not null, "code" text not null, "seat" int not null, "secret" text not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "ticket" add constraint "ticket_secret_unique" unique ("secret");
create index "ticket_offering_id_index" on "ticket" ("offering_id");
alter table "ticket" add constraint "ticket_subscription_id_code_seat_unique" unique ("subscription_id", "code", "seat");

create table "admission" ("ticket_id" uuid not null, "admitted_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("ticket_id"));

create table "use_report" ("id" uuid not null, "offering_id" uuid not null, "version" int not null, "reported_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "use_report" add constraint "use_report_offering_id_version_unique" unique ("offering_id", "version");

create table "use_line" ("use_report_id" uuid not null, "line" int not null, "what" text not null, "amount" bigint not null, "act_id" uuid not null default current_act(), primary key ("use_report_id", "line"));
alter table "use_line" add constraint "use_line_amount_positive" check (amount > 0);

create table "waiting_entry" ("id" uuid not null, "offering_id" uuid not null, "party_id" uuid not null, "shares" int not null, "accept_fewer" boolean not null, "position" int not null, "waited_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
create index "waiting_entry_party_id_index" on "waiting_entry" ("party_id");
alter table "waiting_entry" add constraint "waiting_entry_offering_id_position_unique" unique ("offering_id", "position");

create table "waiting_end" ("waiting_entry_id" uuid not null, "how" text not null, "subscription_id" uuid null, "code" text null, "ended_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("waiting_entry_id"));
alter table "waiting_end" add constraint "waiting_end_subscription_id_unique" unique ("subscription_id");
alter table "waiting_end" add constraint "waiting_end_says_how" check ((how = 'ordered') = (subscription_id is not null) and (how = 'refused') = (code is not null));

create table "write_off" ("ending_id" uuid not null, "account_id" uuid not null, "amount" bigint not null, primary key ("ending_id", "account_id"));

create table "year_completion" ("year" serial primary key, "completed_at" timestamptz not null, "act_id" uuid not null default current_act());

create table "yearly_certificate" ("id" uuid not null, "holder_id" uuid not null, "year" int not null, "version" int not null, "replaces_id" uuid null, "number" text not null, "language" text not null, "profile_version" int not null, "sha256" text not null, "figures_sha256" text not null, "bytes" int not null, "dated_at" timestamptz not null, "issued_at" timestamptz not null, "act_id" uuid not null default current_act(), primary key ("id"));
alter table "yearly_certificate" add constraint "yearly_certificate_replaces_id_unique" unique ("replaces_id");
alter table "yearly_certificate" add constraint "yearly_certificate_number_unique" unique ("number");
alter table "yearly_certificate" add constraint "yearly_certificate_sha256_unique" unique ("sha256");
alter table "yearly_certificate" add constraint "yearly_certificate_figures_sha256_unique" unique ("figures_sha256");
create index "yearly_certificate_year_index" on "yearly_certificate" ("year");
alter table "yearly_certificate" add constraint "yearly_certificate_holder_id_year_version_unique" unique ("holder_id", "year", "version");

create table "yearly_amount" ("certificate_id" uuid not null, "position" smallint not null, "project_id" uuid not null, "currency" text not null, "income" text null, "received" bigint not null, "capital" bigint not null, "taxable" bigint not null, "held" bigint not null, primary key ("certificate_id", "position"));

create table "yearly_levy" ("certificate_id" uuid not null, "position" smallint not null, "code" text not null, "ratio" text not null, "base" bigint not null, "amount" bigint not null, primary key ("certificate_id", "position", "code", "ratio"));

alter table "abroad_file" add constraint "abroad_file_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "abroad_total" add constraint "abroad_total_file_id_foreign" foreign key ("file_id") references "abroad_file" ("id") on update no action on delete restrict;

alter table "audit_pack" add constraint "audit_pack_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_account" add constraint "bank_account_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_details" add constraint "bank_details_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_debit" add constraint "bank_debit_payee_id_foreign" foreign key ("payee_id") references "bank_details" ("id") on update no action on delete restrict;
alter table "bank_debit" add constraint "bank_debit_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_notice" add constraint "bank_notice_bank_account_id_foreign" foreign key ("bank_account_id") references "bank_account" ("id") on update no action on delete restrict;
alter table "bank_notice" add constraint "bank_notice_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_report" add constraint "bank_report_bank_account_id_foreign" foreign key ("bank_account_id") references "bank_account" ("id") on update no action on delete restrict;
alter table "bank_report" add constraint "bank_report_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_intent" add constraint "card_intent_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_payment" add constraint "card_payment_intent_id_foreign" foreign key ("intent_id") references "card_intent" ("id") on update no action on delete restrict;
alter table "card_payment" add constraint "card_payment_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_dispute" add constraint "card_dispute_card_payment_id_foreign" foreign key ("card_payment_id") references "card_payment" ("id") on update no action on delete restrict;
alter table "card_dispute" add constraint "card_dispute_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_dispute_win" add constraint "card_dispute_win_dispute_id_foreign" foreign key ("dispute_id") references "card_dispute" ("id") on update no action on delete restrict;
alter table "card_dispute_win" add constraint "card_dispute_win_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_settlement" add constraint "card_settlement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_suspense" add constraint "card_suspense_card_payment_id_foreign" foreign key ("card_payment_id") references "card_payment" ("id") on update no action on delete restrict;
alter table "card_suspense" add constraint "card_suspense_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "debit_note" add constraint "debit_note_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "debit_note" add constraint "debit_note_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "difference_explanation" add constraint "difference_explanation_bank_account_id_foreign" foreign key ("bank_account_id") references "bank_account" ("id") on update no action on delete restrict;
alter table "difference_explanation" add constraint "difference_explanation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "entry" add constraint "entry_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "entry_currency" add constraint "entry_currency_entry_id_foreign" foreign key ("entry_id") references "entry" ("id") on update no action on delete restrict;
alter table "entry_currency" add constraint "entry_currency_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "exchange_rate" add constraint "exchange_rate_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "entry_rate" add constraint "entry_rate_entry_id_foreign" foreign key ("entry_id") references "entry" ("id") on update no action on delete restrict;
alter table "entry_rate" add constraint "entry_rate_rate_id_foreign" foreign key ("rate_id") references "exchange_rate" ("id") on update no action on delete restrict;
alter table "entry_rate" add constraint "entry_rate_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "export_request" add constraint "export_request_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "export_end" add constraint "export_end_export_id_foreign" foreign key ("export_id") references "export_request" ("id") on update no action on delete restrict;
alter table "export_end" add constraint "export_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "import_preparation" add constraint "import_preparation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "import_approval" add constraint "import_approval_preparation_id_foreign" foreign key ("preparation_id") references "import_preparation" ("id") on update no action on delete restrict;
alter table "import_approval" add constraint "import_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "mail_bounce" add constraint "mail_bounce_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "mail_bounce_end" add constraint "mail_bounce_end_bounce_id_foreign" foreign key ("bounce_id") references "mail_bounce" ("id") on update no action on delete restrict;
alter table "mail_bounce_end" add constraint "mail_bounce_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "mail_bounce_owner" add constraint "mail_bounce_owner_bounce_id_foreign" foreign key ("bounce_id") references "mail_bounce" ("id") on update no action on delete restrict;
alter table "mail_bounce_owner" add constraint "mail_bounce_owner_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "money_change" add constraint "money_change_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "money_change" add constraint "money_change_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "month_preparation" add constraint "month_preparation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "month_closing" add constraint "month_closing_preparation_id_foreign" foreign key ("preparation_id") references "month_preparation" ("id") on update no action on delete restrict;
alter table "month_closing" add constraint "month_closing_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "entry_number" add constraint "entry_number_entry_id_foreign" foreign key ("entry_id") references "entry" ("id") on update no action on delete restrict;
alter table "entry_number" add constraint "entry_number_closing_id_foreign" foreign key ("closing_id") references "month_closing" ("preparation_id") on update no action on delete restrict;

alter table "notice_reading" add constraint "notice_reading_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "paper_link" add constraint "paper_link_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "download" add constraint "download_link_id_foreign" foreign key ("link_id") references "paper_link" ("id") on update no action on delete restrict;
alter table "download" add constraint "download_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "paper_series" add constraint "paper_series_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "party" add constraint "party_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "paper_request" add constraint "paper_request_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "paper_request" add constraint "paper_request_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "notice_choice" add constraint "notice_choice_person_id_foreign" foreign key ("person_id") references "party" ("id") on update no action on delete restrict;
alter table "notice_choice" add constraint "notice_choice_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "notice" add constraint "notice_event_id_foreign" foreign key ("event_id") references "act" ("id") on update no action on delete restrict;
alter table "notice" add constraint "notice_person_id_foreign" foreign key ("person_id") references "party" ("id") on update no action on delete restrict;
alter table "notice" add constraint "notice_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "mandate" add constraint "mandate_principal_id_foreign" foreign key ("principal_id") references "party" ("id") on update no action on delete restrict;
alter table "mandate" add constraint "mandate_agent_id_foreign" foreign key ("agent_id") references "party" ("id") on update no action on delete restrict;
alter table "mandate" add constraint "mandate_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "mandate_end" add constraint "mandate_end_mandate_id_foreign" foreign key ("mandate_id") references "mandate" ("id") on update no action on delete restrict;
alter table "mandate_end" add constraint "mandate_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "loss_simulation" add constraint "loss_simulation_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "loss_simulation" add constraint "loss_simulation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "login" add constraint "login_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "login" add constraint "login_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "login_address" add constraint "login_address_login_id_foreign" foreign key ("login_id") references "login" ("id") on update no action on delete restrict;
alter table "login_address" add constraint "login_address_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "credential" add constraint "credential_login_id_foreign" foreign key ("login_id") references "login" ("id") on update no action on delete restrict;
alter table "credential" add constraint "credential_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "knowledge_test" add constraint "knowledge_test_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "knowledge_test" add constraint "knowledge_test_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "invoice" add constraint "invoice_buyer_id_foreign" foreign key ("buyer_id") references "party" ("id") on update no action on delete restrict;
alter table "invoice" add constraint "invoice_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "invoice_rest" add constraint "invoice_rest_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id") on update no action on delete restrict;

alter table "invoice_paper" add constraint "invoice_paper_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id") on update no action on delete restrict;
alter table "invoice_paper" add constraint "invoice_paper_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "invoice_line" add constraint "invoice_line_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id") on update no action on delete restrict;
alter table "invoice_line" add constraint "invoice_line_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "insider_declaration" add constraint "insider_declaration_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "insider_declaration" add constraint "insider_declaration_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "insider_confirmation" add constraint "insider_confirmation_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "insider_confirmation" add constraint "insider_confirmation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "gift_eligibility_confirmation" add constraint "gift_eligibility_confirmation_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "gift_eligibility_confirmation" add constraint "gift_eligibility_confirmation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "gift_eligibility" add constraint "gift_eligibility_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "gift_eligibility" add constraint "gift_eligibility_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "certificate_request" add constraint "certificate_request_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "certificate_request" add constraint "certificate_request_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "certificate" add constraint "certificate_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "certificate" add constraint "certificate_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "acknowledgement" add constraint "acknowledgement_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "acknowledgement" add constraint "acknowledgement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "abroad_account" add constraint "abroad_account_file_id_foreign" foreign key ("file_id") references "abroad_file" ("id") on update no action on delete restrict;
alter table "abroad_account" add constraint "abroad_account_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;

alter table "payout_account" add constraint "payout_account_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payee_verification" add constraint "payee_verification_payout_account_id_foreign" foreign key ("payout_account_id") references "payout_account" ("id") on update no action on delete restrict;
alter table "payee_verification" add constraint "payee_verification_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payee_approval" add constraint "payee_approval_verification_id_foreign" foreign key ("verification_id") references "payee_verification" ("id") on update no action on delete restrict;
alter table "payee_approval" add constraint "payee_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_account_confirmation" add constraint "payout_account_confirmation_payout_account_id_foreign" foreign key ("payout_account_id") references "payout_account" ("id") on update no action on delete restrict;
alter table "payout_account_confirmation" add constraint "payout_account_confirmation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_batch" add constraint "payout_batch_bank_account_id_foreign" foreign key ("bank_account_id") references "bank_account" ("id") on update no action on delete restrict;
alter table "payout_batch" add constraint "payout_batch_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_approval" add constraint "payout_approval_batch_id_foreign" foreign key ("batch_id") references "payout_batch" ("id") on update no action on delete restrict;
alter table "payout_approval" add constraint "payout_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_export" add constraint "payout_export_batch_id_foreign" foreign key ("batch_id") references "payout_batch" ("id") on update no action on delete restrict;
alter table "payout_export" add constraint "payout_export_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_sending" add constraint "payout_sending_batch_id_foreign" foreign key ("batch_id") references "payout_batch" ("id") on update no action on delete restrict;
alter table "payout_sending" add constraint "payout_sending_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "processor_invoice" add constraint "processor_invoice_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "profile" add constraint "profile_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "profile" add constraint "profile_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "project" add constraint "project_issuer_id_foreign" foreign key ("issuer_id") references "party" ("id") on update no action on delete restrict;
alter table "project" add constraint "project_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "interest_declaration" add constraint "interest_declaration_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "interest_declaration" add constraint "interest_declaration_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "interest_declaration" add constraint "interest_declaration_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "donation_receipt" add constraint "donation_receipt_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "donation_receipt" add constraint "donation_receipt_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "donation_receipt" add constraint "donation_receipt_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution_approval" add constraint "distribution_approval_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "distribution_approval" add constraint "distribution_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "contract" add constraint "contract_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "contract" add constraint "contract_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution" add constraint "distribution_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "distribution" add constraint "distribution_contract_id_foreign" foreign key ("contract_id") references "contract" ("id") on update no action on delete restrict;
alter table "distribution" add constraint "distribution_approval_id_foreign" foreign key ("approval_id") references "distribution_approval" ("id") on update no action on delete restrict;
alter table "distribution" add constraint "distribution_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "levy_release" add constraint "levy_release_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "levy_release" add constraint "levy_release_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "late_levy" add constraint "late_levy_release_id_foreign" foreign key ("release_id") references "levy_release" ("id") on update no action on delete restrict;

alter table "imported_run" add constraint "imported_run_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "imported_run" add constraint "imported_run_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution_tier" add constraint "distribution_tier_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "distribution_standing" add constraint "distribution_standing_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "distribution_recipient" add constraint "distribution_recipient_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "distribution_levy" add constraint "distribution_levy_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "distribution_attestation" add constraint "distribution_attestation_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "distribution_attestation" add constraint "distribution_attestation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "contract_signature" add constraint "contract_signature_contract_id_foreign" foreign key ("contract_id") references "contract" ("id") on update no action on delete restrict;
alter table "contract_signature" add constraint "contract_signature_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "project_ending" add constraint "project_ending_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "project_ending" add constraint "project_ending_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "ending_revocation" add constraint "ending_revocation_ending_id_foreign" foreign key ("ending_id") references "project_ending" ("id") on update no action on delete restrict;
alter table "ending_revocation" add constraint "ending_revocation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "ending_approval" add constraint "ending_approval_ending_id_foreign" foreign key ("ending_id") references "project_ending" ("id") on update no action on delete restrict;
alter table "ending_approval" add constraint "ending_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "certified_loss" add constraint "certified_loss_certificate_id_foreign" foreign key ("certificate_id") references "certificate" ("id") on update no action on delete restrict;
alter table "certified_loss" add constraint "certified_loss_ending_id_foreign" foreign key ("ending_id") references "project_ending" ("id") on update no action on delete restrict;

alter table "receipt" add constraint "receipt_payer_id_foreign" foreign key ("payer_id") references "bank_details" ("id") on update no action on delete restrict;
alter table "receipt" add constraint "receipt_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_notice_movement" add constraint "bank_notice_movement_bank_notice_id_foreign" foreign key ("bank_notice_id") references "bank_notice" ("id") on update no action on delete restrict;
alter table "bank_notice_movement" add constraint "bank_notice_movement_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "bank_notice_movement" add constraint "bank_notice_movement_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "bank_notice_movement" add constraint "bank_notice_movement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "bank_movement" add constraint "bank_movement_bank_report_id_foreign" foreign key ("bank_report_id") references "bank_report" ("id") on update no action on delete restrict;
alter table "bank_movement" add constraint "bank_movement_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "bank_movement" add constraint "bank_movement_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "bank_movement" add constraint "bank_movement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "receipt_claim" add constraint "receipt_claim_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "receipt_claim" add constraint "receipt_claim_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "receipt_hold" add constraint "receipt_hold_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "receipt_hold" add constraint "receipt_hold_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "receipt_request" add constraint "receipt_request_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "receipt_request" add constraint "receipt_request_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "receipt_request" add constraint "receipt_request_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "reconciled_day" add constraint "reconciled_day_bank_account_id_foreign" foreign key ("bank_account_id") references "bank_account" ("id") on update no action on delete restrict;
alter table "reconciled_day" add constraint "reconciled_day_bank_report_id_foreign" foreign key ("bank_report_id") references "bank_report" ("id") on update no action on delete restrict;
alter table "reconciled_day" add constraint "reconciled_day_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "recovery" add constraint "recovery_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "recovery" add constraint "recovery_account_id_foreign" foreign key ("account_id") references "account" ("id") on update no action on delete restrict;

alter table "refund" add constraint "refund_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "refund" add constraint "refund_card_payment_id_foreign" foreign key ("card_payment_id") references "card_payment" ("id") on update no action on delete restrict;
alter table "refund" add constraint "refund_payee_id_foreign" foreign key ("payee_id") references "bank_details" ("id") on update no action on delete restrict;
alter table "refund" add constraint "refund_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_leg" add constraint "payout_leg_batch_id_foreign" foreign key ("batch_id") references "payout_batch" ("id") on update no action on delete restrict;
alter table "payout_leg" add constraint "payout_leg_account_id_foreign" foreign key ("account_id") references "account" ("id") on update no action on delete restrict;
alter table "payout_leg" add constraint "payout_leg_payout_account_id_foreign" foreign key ("payout_account_id") references "payout_account" ("id") on update no action on delete restrict;
alter table "payout_leg" add constraint "payout_leg_payee_id_foreign" foreign key ("payee_id") references "bank_details" ("id") on update no action on delete restrict;
alter table "payout_leg" add constraint "payout_leg_refund_id_foreign" foreign key ("refund_id") references "refund" ("id") on update no action on delete restrict;
alter table "payout_leg" add constraint "payout_leg_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_return" add constraint "payout_return_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "payout_return" add constraint "payout_return_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "payout_return" add constraint "payout_return_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_proof" add constraint "payout_proof_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "payout_proof" add constraint "payout_proof_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "payout_proof" add constraint "payout_proof_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_offset" add constraint "payout_offset_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "payout_offset" add constraint "payout_offset_account_id_foreign" foreign key ("account_id") references "account" ("id") on update no action on delete restrict;
alter table "payout_offset" add constraint "payout_offset_debt_entry_id_foreign" foreign key ("debt_entry_id") references "entry" ("id") on update no action on delete restrict;
alter table "payout_offset" add constraint "payout_offset_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_offset_return" add constraint "payout_offset_return_offset_id_foreign" foreign key ("offset_id") references "payout_offset" ("id") on update no action on delete restrict;
alter table "payout_offset_return" add constraint "payout_offset_return_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_leg_end" add constraint "payout_leg_end_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "payout_leg_end" add constraint "payout_leg_end_debit_id_foreign" foreign key ("debit_id") references "bank_debit" ("id") on update no action on delete restrict;
alter table "payout_leg_end" add constraint "payout_leg_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "payout_conversion" add constraint "payout_conversion_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "payout_conversion" add constraint "payout_conversion_rate_id_foreign" foreign key ("rate_id") references "exchange_rate" ("id") on update no action on delete restrict;
alter table "payout_conversion" add constraint "payout_conversion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_refund_sent" add constraint "card_refund_sent_refund_id_foreign" foreign key ("refund_id") references "refund" ("id") on update no action on delete restrict;
alter table "card_refund_sent" add constraint "card_refund_sent_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_refund_failure" add constraint "card_refund_failure_refund_id_foreign" foreign key ("refund_id") references "refund" ("id") on update no action on delete restrict;
alter table "card_refund_failure" add constraint "card_refund_failure_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "reinvestment_rule" add constraint "reinvestment_rule_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "reinvestment_rule" add constraint "reinvestment_rule_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "reinvestment_end" add constraint "reinvestment_end_rule_id_foreign" foreign key ("rule_id") references "reinvestment_rule" ("id") on update no action on delete restrict;
alter table "reinvestment_end" add constraint "reinvestment_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "report_draft" add constraint "report_draft_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;

alter table "report_reminder" add constraint "report_reminder_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "report_reminder" add constraint "report_reminder_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "return_told" add constraint "return_told_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "return_told" add constraint "return_told_leg_id_foreign" foreign key ("leg_id") references "payout_leg" ("id") on update no action on delete restrict;
alter table "return_told" add constraint "return_told_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "revenue_report" add constraint "revenue_report_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "revenue_report" add constraint "revenue_report_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "revenue_line" add constraint "revenue_line_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;

alter table "report_send_back" add constraint "report_send_back_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "report_send_back" add constraint "report_send_back_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "report_evidence" add constraint "report_evidence_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "report_evidence" add constraint "report_evidence_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "report_evidence" add constraint "report_evidence_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "report_correction" add constraint "report_correction_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "report_correction" add constraint "report_correction_sent_back_id_foreign" foreign key ("sent_back_id") references "report_send_back" ("report_id") on update no action on delete restrict;
alter table "report_correction" add constraint "report_correction_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "report_conversion" add constraint "report_conversion_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "report_conversion" add constraint "report_conversion_rate_id_foreign" foreign key ("rate_id") references "exchange_rate" ("id") on update no action on delete restrict;
alter table "report_conversion" add constraint "report_conversion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "converted_line" add constraint "converted_line_report_id_foreign" foreign key ("report_id") references "report_conversion" ("report_id") on update no action on delete restrict;

alter table "report_approval" add constraint "report_approval_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "report_approval" add constraint "report_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution_report" add constraint "distribution_report_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "distribution_report" add constraint "distribution_report_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "adjustment" add constraint "adjustment_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "adjustment" add constraint "adjustment_report_id_foreign" foreign key ("report_id") references "revenue_report" ("id") on update no action on delete restrict;
alter table "adjustment" add constraint "adjustment_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution_adjustment" add constraint "distribution_adjustment_adjustment_id_foreign" foreign key ("adjustment_id") references "adjustment" ("id") on update no action on delete restrict;
alter table "distribution_adjustment" add constraint "distribution_adjustment_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;

alter table "adjustment_line" add constraint "adjustment_line_adjustment_id_foreign" foreign key ("adjustment_id") references "adjustment" ("id") on update no action on delete restrict;

alter table "adjustment_approval" add constraint "adjustment_approval_adjustment_id_foreign" foreign key ("adjustment_id") references "adjustment" ("id") on update no action on delete restrict;
alter table "adjustment_approval" add constraint "adjustment_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "reversal_request" add constraint "reversal_request_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "reversal_request" add constraint "reversal_request_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "line_reversal" add constraint "line_reversal_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "line_reversal" add constraint "line_reversal_request_id_foreign" foreign key ("request_id") references "reversal_request" ("id") on update no action on delete restrict;
alter table "line_reversal" add constraint "line_reversal_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "role_grant" add constraint "role_grant_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "role_grant" add constraint "role_grant_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "run_reversal" add constraint "run_reversal_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "run_reversal" add constraint "run_reversal_request_id_foreign" foreign key ("request_id") references "reversal_request" ("id") on update no action on delete restrict;
alter table "run_reversal" add constraint "run_reversal_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "session" add constraint "session_login_id_foreign" foreign key ("login_id") references "login" ("id") on update no action on delete restrict;

alter table "share_class" add constraint "share_class_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "share_class" add constraint "share_class_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "outside_shares" add constraint "outside_shares_class_id_foreign" foreign key ("class_id") references "share_class" ("id") on update no action on delete restrict;
alter table "outside_shares" add constraint "outside_shares_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering" add constraint "offering_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;
alter table "offering" add constraint "offering_class_id_foreign" foreign key ("class_id") references "share_class" ("id") on update no action on delete restrict;
alter table "offering" add constraint "offering_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "repeating_end" add constraint "repeating_end_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "repeating_end" add constraint "repeating_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "pledge" add constraint "pledge_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "pledge" add constraint "pledge_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "pledge" add constraint "pledge_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "pledge_size" add constraint "pledge_size_pledge_id_foreign" foreign key ("pledge_id") references "pledge" ("id") on update no action on delete restrict;
alter table "pledge_size" add constraint "pledge_size_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "pledge_end" add constraint "pledge_end_pledge_id_foreign" foreign key ("pledge_id") references "pledge" ("id") on update no action on delete restrict;
alter table "pledge_end" add constraint "pledge_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_terms" add constraint "offering_terms_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_terms" add constraint "offering_terms_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_submission" add constraint "offering_submission_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_submission" add constraint "offering_submission_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "review_decision" add constraint "review_decision_submission_id_foreign" foreign key ("submission_id") references "offering_submission" ("id") on update no action on delete restrict;
alter table "review_decision" add constraint "review_decision_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_round" add constraint "offering_round_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_round" add constraint "offering_round_previous_id_foreign" foreign key ("previous_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_round" add constraint "offering_round_first_id_foreign" foreign key ("first_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_round" add constraint "offering_round_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_revision_approval" add constraint "offering_revision_approval_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_revision_approval" add constraint "offering_revision_approval_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_publication" add constraint "offering_publication_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_publication" add constraint "offering_publication_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "offering_counter" add constraint "offering_counter_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;

alter table "offering_closure" add constraint "offering_closure_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "offering_closure" add constraint "offering_closure_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "items_completion" add constraint "items_completion_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "items_completion" add constraint "items_completion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "item_counter" add constraint "item_counter_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;

alter table "invitation" add constraint "invitation_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "invitation" add constraint "invitation_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "invitation" add constraint "invitation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "invitation_redemption" add constraint "invitation_redemption_invitation_id_foreign" foreign key ("invitation_id") references "invitation" ("id") on update no action on delete restrict;
alter table "invitation_redemption" add constraint "invitation_redemption_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "invitation_redemption" add constraint "invitation_redemption_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "interest_vote" add constraint "interest_vote_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "interest_vote" add constraint "interest_vote_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "interest_vote" add constraint "interest_vote_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "closing_change" add constraint "closing_change_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "closing_change" add constraint "closing_change_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "card_terms" add constraint "card_terms_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "card_terms" add constraint "card_terms_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "distribution_pool" add constraint "distribution_pool_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "distribution_pool" add constraint "distribution_pool_class_id_foreign" foreign key ("class_id") references "share_class" ("id") on update no action on delete restrict;

alter table "sheet_suspension" add constraint "sheet_suspension_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "sheet_suspension" add constraint "sheet_suspension_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "shortfall" add constraint "shortfall_account_id_foreign" foreign key ("account_id") references "account" ("id") on update no action on delete restrict;

alter table "sophistication" add constraint "sophistication_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "sophistication" add constraint "sophistication_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "statement" add constraint "statement_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "statement" add constraint "statement_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "statement" add constraint "statement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "statement_completion" add constraint "statement_completion_distribution_id_foreign" foreign key ("distribution_id") references "distribution" ("id") on update no action on delete restrict;
alter table "statement_completion" add constraint "statement_completion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "statement_period" add constraint "statement_period_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "periodic_statement" add constraint "periodic_statement_period_id_foreign" foreign key ("period_id") references "statement_period" ("id") on update no action on delete restrict;
alter table "periodic_statement" add constraint "periodic_statement_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "periodic_statement" add constraint "periodic_statement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "statement_correction" add constraint "statement_correction_statement_id_foreign" foreign key ("statement_id") references "periodic_statement" ("id") on update no action on delete restrict;
alter table "statement_correction" add constraint "statement_correction_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "periodic_balance" add constraint "periodic_balance_statement_id_foreign" foreign key ("statement_id") references "periodic_statement" ("id") on update no action on delete restrict;

alter table "period_completion" add constraint "period_completion_period_id_foreign" foreign key ("period_id") references "statement_period" ("id") on update no action on delete restrict;
alter table "period_completion" add constraint "period_completion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "reinvestment" add constraint "reinvestment_rule_id_foreign" foreign key ("rule_id") references "reinvestment_rule" ("id") on update no action on delete restrict;
alter table "reinvestment" add constraint "reinvestment_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "reinvestment" add constraint "reinvestment_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "reinvestment" add constraint "reinvestment_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "receipt_gift" add constraint "receipt_gift_receipt_id_foreign" foreign key ("receipt_id") references "donation_receipt" ("id") on update no action on delete restrict;
alter table "receipt_gift" add constraint "receipt_gift_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;

alter table "pledge_order" add constraint "pledge_order_pledge_id_foreign" foreign key ("pledge_id") references "pledge" ("id") on update no action on delete restrict;
alter table "pledge_order" add constraint "pledge_order_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "pledge_order" add constraint "pledge_order_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "pledge_order" add constraint "pledge_order_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "order_reconfirmation" add constraint "order_reconfirmation_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "order_reconfirmation" add constraint "order_reconfirmation_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "order_quote" add constraint "order_quote_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "order_quote" add constraint "order_quote_rate_id_foreign" foreign key ("rate_id") references "exchange_rate" ("id") on update no action on delete restrict;
alter table "order_quote" add constraint "order_quote_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "ordered_item" add constraint "ordered_item_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "ordered_item" add constraint "ordered_item_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "order_changed_back" add constraint "order_changed_back_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "order_changed_back" add constraint "order_changed_back_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "lot" add constraint "lot_class_id_foreign" foreign key ("class_id") references "share_class" ("id") on update no action on delete restrict;
alter table "lot" add constraint "lot_giver_id_foreign" foreign key ("giver_id") references "party" ("id") on update no action on delete restrict;
alter table "lot" add constraint "lot_taker_id_foreign" foreign key ("taker_id") references "party" ("id") on update no action on delete restrict;
alter table "lot" add constraint "lot_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "lot" add constraint "lot_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "certified_shares" add constraint "certified_shares_certificate_id_foreign" foreign key ("certificate_id") references "certificate" ("id") on update no action on delete restrict;
alter table "certified_shares" add constraint "certified_shares_lot_id_foreign" foreign key ("lot_id") references "lot" ("id") on update no action on delete restrict;

alter table "delivery" add constraint "delivery_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "delivery" add constraint "delivery_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "delivery" add constraint "delivery_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "delivery_step" add constraint "delivery_step_delivery_id_foreign" foreign key ("delivery_id") references "delivery" ("id") on update no action on delete restrict;
alter table "delivery_step" add constraint "delivery_step_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "subscription_acknowledgement" add constraint "subscription_acknowledgement_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "subscription_acknowledgement" add constraint "subscription_acknowledgement_acknowledgement_id_foreign" foreign key ("acknowledgement_id") references "acknowledgement" ("id") on update no action on delete restrict;
alter table "subscription_acknowledgement" add constraint "subscription_acknowledgement_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "subscription_allotment" add constraint "subscription_allotment_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "subscription_allotment" add constraint "subscription_allotment_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "subscription_end" add constraint "subscription_end_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "subscription_end" add constraint "subscription_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "subscription_payment" add constraint "subscription_payment_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "subscription_payment" add constraint "subscription_payment_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "subscription_payment" add constraint "subscription_payment_card_payment_id_foreign" foreign key ("card_payment_id") references "card_payment" ("id") on update no action on delete restrict;
alter table "subscription_payment" add constraint "subscription_payment_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "suspense_note" add constraint "suspense_note_receipt_id_foreign" foreign key ("receipt_id") references "receipt" ("id") on update no action on delete restrict;
alter table "suspense_note" add constraint "suspense_note_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "tax_file" add constraint "tax_file_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "tax_file_line" add constraint "tax_file_line_file_id_foreign" foreign key ("file_id") references "tax_file" ("id") on update no action on delete restrict;
alter table "tax_file_line" add constraint "tax_file_line_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;

alter table "tax_identity" add constraint "tax_identity_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "tax_identity" add constraint "tax_identity_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "tax_residence" add constraint "tax_residence_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "tax_residence" add constraint "tax_residence_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "tax_return" add constraint "tax_return_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "tax_return_line" add constraint "tax_return_line_return_id_foreign" foreign key ("return_id") references "tax_return" ("id") on update no action on delete restrict;
alter table "tax_return_line" add constraint "tax_return_line_corrects_id_foreign" foreign key ("corrects_id") references "tax_return" ("id") on update no action on delete restrict;

alter table "tax_waiver" add constraint "tax_waiver_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "tax_waiver" add constraint "tax_waiver_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "ticket" add constraint "ticket_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "ticket" add constraint "ticket_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "ticket" add constraint "ticket_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "admission" add constraint "admission_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on update no action on delete restrict;
alter table "admission" add constraint "admission_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "use_report" add constraint "use_report_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "use_report" add constraint "use_report_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "use_line" add constraint "use_line_use_report_id_foreign" foreign key ("use_report_id") references "use_report" ("id") on update no action on delete restrict;
alter table "use_line" add constraint "use_line_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "waiting_entry" add constraint "waiting_entry_offering_id_foreign" foreign key ("offering_id") references "offering" ("id") on update no action on delete restrict;
alter table "waiting_entry" add constraint "waiting_entry_party_id_foreign" foreign key ("party_id") references "party" ("id") on update no action on delete restrict;
alter table "waiting_entry" add constraint "waiting_entry_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "waiting_end" add constraint "waiting_end_waiting_entry_id_foreign" foreign key ("waiting_entry_id") references "waiting_entry" ("id") on update no action on delete restrict;
alter table "waiting_end" add constraint "waiting_end_subscription_id_foreign" foreign key ("subscription_id") references "subscription" ("id") on update no action on delete restrict;
alter table "waiting_end" add constraint "waiting_end_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "write_off" add constraint "write_off_ending_id_foreign" foreign key ("ending_id") references "project_ending" ("id") on update no action on delete restrict;
alter table "write_off" add constraint "write_off_account_id_foreign" foreign key ("account_id") references "account" ("id") on update no action on delete restrict;

alter table "year_completion" add constraint "year_completion_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "yearly_certificate" add constraint "yearly_certificate_holder_id_foreign" foreign key ("holder_id") references "party" ("id") on update no action on delete restrict;
alter table "yearly_certificate" add constraint "yearly_certificate_act_id_foreign" foreign key ("act_id") references "act" ("id") on update no action on delete restrict;

alter table "yearly_amount" add constraint "yearly_amount_certificate_id_foreign" foreign key ("certificate_id") references "yearly_certificate" ("id") on update no action on delete restrict;
alter table "yearly_amount" add constraint "yearly_amount_project_id_foreign" foreign key ("project_id") references "project" ("id") on update no action on delete restrict;

alter table "yearly_levy" add constraint "yearly_levy_certificate_id_foreign" foreign key ("certificate_id") references "yearly_certificate" ("id") on update no action on delete restrict;
