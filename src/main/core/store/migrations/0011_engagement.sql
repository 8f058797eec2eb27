-- Who we speak with, what was said and promised, tasks; findings that wait; views of grids and exchanged copies.

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  post TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  telephone TEXT NOT NULL DEFAULT '',
  valid_from TEXT,
  valid_to TEXT,
  note TEXT NOT NULL DEFAULT '',
  audience TEXT NOT NULL DEFAULT 'confidential' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX contact_live_by_key ON contact (natural_key) WHERE removed_in IS NULL;
CREATE INDEX contact_removed ON contact (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX contact_of_partner ON contact (partner_id);

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('meeting', 'mission', 'call', 'event')),
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  held_on TEXT NOT NULL,
  ended_on TEXT,
  subject TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  participants TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  office_id INTEGER REFERENCES office (id) ON DELETE RESTRICT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX meeting_live_by_key ON meeting (natural_key) WHERE removed_in IS NULL;
CREATE INDEX meeting_removed ON meeting (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX meeting_of_partner ON meeting (partner_id);

-- What one side promised the other, and what is to be done next.
CREATE TABLE follow_up (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('commitment', 'follow-up')),
  -- Who promised, or who is to act.
  side TEXT NOT NULL CHECK (side IN ('organization', 'partner')),
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT,
  text TEXT NOT NULL,
  responsible TEXT NOT NULL DEFAULT '',
  due_on TEXT,
  done_on TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX follow_up_live_by_key ON follow_up (natural_key) WHERE removed_in IS NULL;
CREATE INDEX follow_up_removed ON follow_up (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX follow_up_of_partner ON follow_up (partner_id);

-- Something to do about a record, a figure or a submission, named as note names it; or about nothing in particular.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  entity TEXT CHECK (entity IN ('office', 'partner', 'project', 'contribution', 'amount', 'submission', 'agreement', 'programme', 'pool', 'modality', 'requirement', 'meeting')),
  entity_uuid TEXT,
  text TEXT NOT NULL,
  responsible TEXT NOT NULL DEFAULT '',
  due_on TEXT,
  done_on TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER,
  CHECK ((entity IS NULL) = (entity_uuid IS NULL))
) STRICT;
CREATE INDEX task_removed ON task (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX task_by_entity ON task (entity, entity_uuid);

-- A finding that a person put off: its stable key, until when, and why. It comes back when what it says changes.
CREATE TABLE finding_snooze (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  -- Fingerprint of what the finding said.
  said TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL,
  person TEXT NOT NULL,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX finding_snooze_live_by_key ON finding_snooze (natural_key) WHERE removed_in IS NULL;
CREATE INDEX finding_snooze_removed ON finding_snooze (removed_in) WHERE removed_in IS NOT NULL;

-- Columns, order, filter and widths of a grid, as a person keeps them; no part of the record.
CREATE TABLE remembered_view (
  id INTEGER PRIMARY KEY,
  record_type TEXT NOT NULL,
  name TEXT NOT NULL,
  -- JSON of shared/contract/records.ts RecordView.
  view TEXT NOT NULL,
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (record_type, name)
) STRICT;

-- What a copy was handed over with; stands in the copy alone and is no part of the record.
CREATE TABLE remembered_handover (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  to_person TEXT NOT NULL,
  note TEXT NOT NULL,
  -- Day from which the changes are told; null for all.
  since TEXT
) STRICT;
