-- Resource partners as people keep them: prospects, merges, profiles; and the wider lists of what names, codes and notes may be of.
-- Tables whose checks change are built anew with the rows they had; ids stay.

CREATE TABLE pack_next (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('areas', 'partners', 'offices', 'framework', 'modalities', 'counting-rules', 'exchange-rates', 'support-costs')),
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  -- English; other languages stand in label under the entity "pack".
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  licence TEXT NOT NULL,
  entries INTEGER NOT NULL,
  -- Entries that are not verified themselves, or in part.
  unverified INTEGER NOT NULL
) STRICT;
INSERT INTO pack_next (id, code, kind, version, hash, title, source, licence, entries, unverified) SELECT id, code, kind, version, hash, title, source, licence, entries, unverified FROM pack;
DROP TABLE pack;
ALTER TABLE pack_next RENAME TO pack;

CREATE TABLE label_next (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'area', 'partner', 'objective', 'result', 'modality', 'counting_rule', 'focus_area', 'core_function', 'pack', 'support_cost_category')),
  entity_key TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('name', 'description')),
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  UNIQUE (entity, entity_key, role, language)
) STRICT;
INSERT INTO label_next (id, entity, entity_key, role, language, text, status) SELECT id, entity, entity_key, role, language, text, status FROM label;
DROP TABLE label;
ALTER TABLE label_next RENAME TO label;

-- Notes may be on any record, figure or submission.
CREATE TABLE note_next (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'partner', 'project', 'contribution', 'amount', 'submission', 'agreement', 'programme', 'pool', 'modality', 'requirement', 'meeting')),
  entity_uuid TEXT NOT NULL,
  text TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential'))
) STRICT;
INSERT INTO note_next (id, uuid, entity, entity_uuid, text, audience) SELECT id, uuid, entity, entity_uuid, text, audience FROM note;
DROP TABLE note;
ALTER TABLE note_next RENAME TO note;
CREATE INDEX note_by_entity ON note (entity, entity_uuid);

-- How far the work with a partner has come; null where nobody has said.
ALTER TABLE partner ADD COLUMN prospect TEXT CHECK (prospect IN ('identified', 'contacted', 'negotiating', 'partner', 'lapsed'));
ALTER TABLE partner ADD COLUMN responsible TEXT;
CREATE INDEX partner_flag_of_partner ON partner_flag (partner_id);

-- A partner that was found to be another one: what still names the old key means the new one.
CREATE TABLE partner_merge (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  -- The key that went.
  natural_key TEXT NOT NULL,
  into_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX partner_merge_live_by_key ON partner_merge (natural_key) WHERE removed_in IS NULL;
CREATE INDEX partner_merge_removed ON partner_merge (removed_in) WHERE removed_in IS NOT NULL;

-- Statements of a partner's profile, each with the document that says so.
CREATE TABLE profile_statement (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  -- profileTopics of shared/domain/register/partner-records.ts.
  topic TEXT NOT NULL,
  text TEXT NOT NULL,
  document TEXT NOT NULL DEFAULT '',
  document_date TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX profile_statement_live_by_key ON profile_statement (natural_key) WHERE removed_in IS NULL;
CREATE INDEX profile_statement_removed ON profile_statement (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX profile_statement_of_partner ON profile_statement (partner_id);

-- An annex as it went out: its own copy of what it says, and the partners it cites. Withdrawn, never undone.
CREATE TABLE frozen_annex (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  title TEXT NOT NULL,
  frozen_on TEXT NOT NULL,
  -- JSON of the settings, of the table as printed, and of the keys of the partners it cites.
  definition TEXT NOT NULL,
  content TEXT NOT NULL,
  partner_keys TEXT NOT NULL,
  withdrawn_on TEXT,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX frozen_annex_live_by_key ON frozen_annex (natural_key) WHERE removed_in IS NULL;
CREATE INDEX frozen_annex_removed ON frozen_annex (removed_in) WHERE removed_in IS NOT NULL;
