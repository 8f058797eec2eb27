-- Submissions of every kind, blocks of a sheet, and what is remembered of earlier imports. Tables whose checks change are built anew with
-- the rows they had; ids stay. Mappings of the first version stay as they were written and are understood when read (shared/domain/mapping-version.ts).

CREATE TABLE submission_next (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  source_file_id INTEGER NOT NULL REFERENCES source_file (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL,
  -- Kinds that the register takes: contributionKinds of shared/domain/kinds.ts.
  kind TEXT NOT NULL CHECK (kind IN ('project-contributions', 'approvals-delivery', 'receipts', 'pipeline', 'in-kind')),
  office_id INTEGER REFERENCES office (id) ON DELETE RESTRICT,
  received_at TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  -- JSON of SubmissionMapping, RowAccounting and ControlSum[] as they stood at commit.
  mapping TEXT NOT NULL,
  accounting TEXT NOT NULL,
  control_sums TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
INSERT INTO submission_next (id, uuid, source_file_id, sheet, kind, office_id, received_at, accepted, rejected, mapping, accounting, control_sums, audience, removed_in)
  SELECT id, uuid, source_file_id, sheet, kind, office_id, received_at, accepted, rejected, mapping, accounting, control_sums, audience, removed_in FROM submission;
DROP TABLE submission;
ALTER TABLE submission_next RENAME TO submission;
CREATE INDEX submission_removed ON submission (removed_in) WHERE removed_in IS NOT NULL;

-- Staging ------------------------------------------------------------------------------------------------------

-- JSON of {"partners": PartnerDecision[], "values": ValueDecision[]}: what a person decided about names, kept until the commit remembers it.
ALTER TABLE staging_batch ADD COLUMN decisions TEXT NOT NULL DEFAULT '{"partners":[],"values":[]}';

UPDATE staging_batch SET report = json_set(report,
  '$.values', json('[]'), '$.kind', 'project-contributions', '$.isCommittable', json('true'),
  '$.accounting.label', 0, '$.accounting.note', 0, '$.accounting.elsewhere', 0,
  '$.controlSums', json((SELECT json_group_array(json_set(s.value, '$.totals', json('[]'), '$.totalCount', 0, '$.totalsDiffering', 0)) FROM json_each(report, '$.controlSums') s)))
WHERE report IS NOT NULL;

CREATE TABLE staged_row_next (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('above', 'header', 'label', 'note', 'blank', 'total', 'elsewhere', 'accepted', 'rejected')),
  change TEXT NOT NULL DEFAULT 'none' CHECK (change IN ('added', 'changed', 'unchanged', 'none')),
  -- JSON of ContributionDraft[], or of a RecordDraft for kinds that the register does not hold; Problem[] and cells as read.
  draft TEXT,
  record TEXT,
  problems TEXT NOT NULL,
  cells TEXT NOT NULL,
  -- JSON of Problem[] found by comparing with the register; replaced whenever the difference is computed again.
  store_problems TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (batch_id, row)
) STRICT;
INSERT INTO staged_row_next (batch_id, row, kind, change, draft, problems, cells, store_problems)
  SELECT batch_id, row, kind, change, iif(draft IS NULL, NULL, json_array(json(draft))), problems, cells, store_problems FROM staged_row;
DROP TABLE staged_row;
ALTER TABLE staged_row_next RENAME TO staged_row;
CREATE INDEX staged_row_by_kind ON staged_row (batch_id, kind, row);
CREATE INDEX staged_row_with_problems ON staged_row (batch_id, row) WHERE problems <> '[]' OR store_problems <> '[]';

-- Memory: neither logged nor hashed. Offices and persons stand by key and name, since it outlives what it names. --------------------

CREATE TABLE remembered_mapping_next (
  id INTEGER PRIMARY KEY,
  -- Fingerprint of the folded header texts, and the office whose form it is; null where the import named none.
  fingerprint TEXT NOT NULL,
  office_key TEXT,
  mapping TEXT NOT NULL,
  file_name TEXT NOT NULL,
  person TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
INSERT INTO remembered_mapping_next (id, fingerprint, office_key, mapping, file_name, person, at) SELECT id, fingerprint, mapping ->> '$.constants.office', mapping, '', '', at FROM remembered_mapping;
DROP TABLE remembered_mapping;
ALTER TABLE remembered_mapping_next RENAME TO remembered_mapping;
CREATE UNIQUE INDEX remembered_mapping_of_form ON remembered_mapping (fingerprint, coalesce(office_key, ''));
CREATE INDEX remembered_mapping_of_office ON remembered_mapping (office_key, at) WHERE office_key IS NOT NULL;

-- Names that a person matched to the reference data. A code that symbols give their donor is remembered as a proposal only.
CREATE TABLE remembered_value (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL CHECK (type IN ('partner', 'donor-code', 'country', 'office', 'result', 'modality')),
  -- Folded for comparison, and as written.
  text_key TEXT NOT NULL,
  text TEXT NOT NULL,
  key TEXT NOT NULL,
  -- Office in whose files it holds; null for everywhere.
  scope_office TEXT,
  person TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX remembered_value_of_text ON remembered_value (type, text_key, coalesce(scope_office, ''));

-- Answers to questions about columns, by office and header.
CREATE TABLE remembered_answer (
  id INTEGER PRIMARY KEY,
  office_key TEXT NOT NULL,
  header_key TEXT NOT NULL,
  ask TEXT NOT NULL CHECK (ask IN ('measure', 'currency', 'decimal-mark', 'date-order', 'span-meaning')),
  answer TEXT NOT NULL,
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (office_key, header_key, ask)
) STRICT;
