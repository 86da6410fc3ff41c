-- The registry's tables. Row security, trail and grants follow in the next files.

create table instance (
  id boolean primary key default true check (id),
  mode text not null check (mode in ('demo', 'production')),
  -- HMAC of a constant under the master key: a wrong key is refused before it writes anything.
  key_check text not null,
  demo_loaded_at timestamptz,
  created_at timestamptz not null default now()
);

create table site (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9]{2,8}$'),
  name_zh text not null,
  name_en text not null,
  time_zone text not null default 'Asia/Shanghai',
  version integer not null default 1,
  created_at timestamptz not null default now()
);

create table study (
  id uuid primary key,
  slug text not null unique
    check (slug ~ '^[a-z][a-z0-9-]{1,30}$'
      and slug not in ('api', 's', 'trail', 'people', 'system', 'login', 'setup')),
  title_zh text not null,
  title_en text not null,
  -- Finished and imported cohorts are never on a work list.
  follow_up_closed boolean not null default false,
  protocol_version integer not null,
  version integer not null default 1,
  created_at timestamptz not null default now()
);

create table protocol_version (
  id uuid primary key,
  study_id uuid not null references study (id),
  number integer not null check (number > 0),
  definition jsonb not null,
  published_at timestamptz not null default now(),
  unique (study_id, number)
);

create table study_site (
  id uuid primary key,
  study_id uuid not null references study (id),
  site_id uuid not null references site (id),
  created_at timestamptz not null default now(),
  unique (study_id, site_id)
);

create table person (
  id uuid primary key,
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  display_name text not null,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  password_hash text not null,
  password_set_at timestamptz not null default now(),
  disabled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now()
);

create table membership (
  id uuid primary key,
  person_id uuid not null references person (id),
  role text not null check (role in ('nurse', 'clinician', 'researcher', 'admin')),
  -- No study: every study (administrators of the instance only). No site: every site of the study.
  study_id uuid references study (id),
  site_id uuid references site (id),
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  check (study_id is not null or (role = 'admin' and site_id is null))
);
create index membership_person on membership (person_id);

create table session (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references person (id),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on session (person_id);

create table sign_in_attempt (
  id uuid primary key,
  account_hash text not null,
  address_hash text not null,
  succeeded boolean not null,
  at timestamptz not null default now()
);
create index sign_in_attempt_account on sign_in_attempt (account_hash, at);
create index sign_in_attempt_address on sign_in_attempt (address_hash, at);

create table idempotency_key (
  actor text not null,
  key uuid not null,
  verb text not null,
  body_hmac text not null,
  resource_id uuid not null,
  resource_version integer not null,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);

create table patient (
  id uuid primary key,
  site_id uuid not null references site (id),
  -- The study in which the patient was registered; enrolments may follow in others.
  study_id uuid not null references study (id),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);

-- Ciphertext only: v1.keyid.nonce.ciphertext, bound to table, column, row and site.
create table patient_identity (
  id uuid primary key,
  patient_id uuid not null references patient (id),
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  data_key text not null,
  name text,
  sex text,
  birth_date text,
  phone text,
  id_number text,
  hospital_number text,
  address text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (patient_id, void_seq)
);

-- Blind index: HMAC of an exact value; no substring, no order.
create table patient_token (
  id uuid primary key,
  patient_id uuid not null references patient (id),
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  kind text not null check (kind in ('name', 'pinyin', 'initials', 'phone', 'id_number', 'hospital_number')),
  token text not null,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index patient_token_lookup on patient_token (token, kind, site_id);
create index patient_token_patient on patient_token (patient_id);

create table enrolment (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  patient_id uuid not null references patient (id),
  ordinal integer not null,
  code text not null,
  -- Random; the only key of a patient in de-identified data.
  research_id text not null,
  protocol_version integer not null,
  planned_arm text not null,
  received_arm text,
  eligibility jsonb not null,
  consent_version text,
  consent_on date,
  consent_by text check (consent_by in ('patient', 'proxy', 'waived')),
  consent_relation text,
  enrolled_on date not null,
  randomised_on date,
  first_treatment_on date,
  index_operation_on date,
  index_operation_time text check (index_operation_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  discharged_on date,
  ended_on date,
  end_reason text check (end_reason in ('died', 'withdrawn_follow_up', 'withdrawn_data', 'lost', 'transferred')),
  end_note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((ended_on is null) = (end_reason is null)),
  unique (study_id, ordinal),
  unique (study_id, code),
  unique (study_id, research_id),
  unique (study_id, patient_id, void_seq),
  foreign key (study_id, protocol_version) references protocol_version (study_id, number)
);
create index enrolment_patient on enrolment (patient_id);
create index enrolment_site on enrolment (study_id, site_id, ordinal);

create table operation (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  ordinal integer not null check (ordinal > 0),
  relation text not null
    check (relation in ('index', 'same_level', 'other_level', 'contralateral', 'conversion', 'removal')),
  performed_on date not null,
  ended_time text check (ended_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  planned_technique text not null,
  received_technique text not null,
  -- [{"level": "T12", "side": "left|right|both"}]
  levels jsonb not null,
  operator text,
  cause text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (enrolment_id, ordinal, void_seq)
);

create table visit (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  code text not null,
  ordinal integer not null,
  scheduled boolean not null,
  target_on date,
  opens timestamptz,
  closes timestamptz,
  -- The window in calendar days, for a visit whose time of day is not known.
  first_day date,
  last_day date,
  grace_days integer not null default 0,
  done_on date,
  done_time text check (done_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  mode text check (mode in ('in_person', 'telephone', 'video', 'self_report', 'record')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (enrolment_id, code, void_seq)
);
create index visit_work on visit (study_id, site_id, closes) where done_on is null and voided_at is null;

create table entry (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid references visit (id),
  instrument text not null,
  instrument_version integer not null,
  -- The level ("T12") or the ordinal of the operation; empty when asked once.
  repeat_key text not null default '',
  values jsonb not null,
  scores jsonb not null,
  -- Why a value outside its soft range was kept, by item.
  reasons jsonb not null default '{}',
  complete boolean not null,
  -- Counts saves; the trail holds every one of them.
  version integer not null default 1,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique nulls not distinct (enrolment_id, visit_id, instrument, repeat_key, void_seq)
);
create index entry_visit on entry (visit_id);
create index entry_study on entry (study_id, instrument);

create table draft (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  person_id uuid not null references person (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid references visit (id),
  instrument text not null,
  repeat_key text not null default '',
  base_version integer not null,
  ciphertext text not null,
  saved_at timestamptz not null default now(),
  unique nulls not distinct (person_id, enrolment_id, visit_id, instrument, repeat_key)
);
create index draft_age on draft (saved_at);

create table complication (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid references visit (id),
  entry_id uuid references entry (id),
  type text not null,
  level text,
  definition_version integer not null,
  detected_on date,
  source text not null check (source in ('rule', 'person', 'import')),
  rule_id text,
  rule_version integer,
  -- What makes two proposals the same one.
  dedupe_key text not null,
  evidence jsonb not null,
  status text not null check (status in ('proposed', 'confirmed', 'rejected')),
  adjudicated_by text,
  adjudicated_at timestamptz,
  adjudication_note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((source = 'rule') = (rule_id is not null)),
  check ((status = 'proposed') = (adjudicated_at is null)),
  unique (enrolment_id, dedupe_key, void_seq)
);
create index complication_open on complication (study_id, site_id, status) where voided_at is null;

create table alert (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid references visit (id),
  entry_id uuid references entry (id),
  rule_id text not null,
  rule_version integer not null,
  urgent boolean not null,
  dedupe_key text not null,
  evidence jsonb not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  acknowledgement_note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((acknowledged_by is null) = (acknowledged_at is null)),
  unique (enrolment_id, dedupe_key, void_seq)
);
create index alert_open on alert (study_id, site_id) where acknowledged_at is null and voided_at is null;

-- What left, and what was asked of the data: rows of the study, not of a site.
create table extract (
  id uuid primary key,
  study_id uuid not null references study (id),
  level text not null check (level in ('deidentified', 'no-identifiers', 'full')),
  format text not null,
  shape text not null check (shape in ('wide', 'long')),
  filter jsonb not null,
  rows integer not null,
  sha256 text not null,
  purpose text not null,
  made_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index extract_study on extract (study_id, created_at);

create table comparison (
  id uuid primary key,
  study_id uuid not null references study (id),
  plan jsonb not null,
  plan_hash text not null,
  dataset_hash text not null,
  engine text not null,
  result jsonb not null,
  made_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index comparison_study on comparison (study_id, created_at);

-- Who looked at identities. Append-only.
create table access_event (
  id uuid primary key,
  at timestamptz not null default now(),
  actor text not null,
  verb text not null,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  patient_id uuid references patient (id),
  detail jsonb not null default '{}'
);
create index access_event_patient on access_event (patient_id, at);
