-- One file is one workspace. Times are ISO text in UTC, dates ISO text, money integer cents of USD or exact decimal text.
-- Integer ids serve joins; uuid is the identity for log and exchange; natural_key finds the same thing again on import.
--
-- Versioned tables (amount, share, payer_share, source_cell) never lose a row: [from_changeset, to_changeset) says when it was
-- known. A live row keeps its id through every change; what it said before is kept as a closed copy, whose version_of is that id.
-- "Known at changeset k" is: from_changeset <= k AND (to_changeset IS NULL OR to_changeset > k); live is: to_changeset IS NULL.
-- Tables that versioned rows need in order to be read later carry removed_in: a removed row stays, hidden by removed_in IS NULL.
-- id, uuid, from_changeset, to_changeset, version_of and removed_in are set by the write gate alone.

CREATE TABLE workspace (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('register', 'sample')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- The change log ------------------------------------------------------------------------------------------------

CREATE TABLE changeset (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'packs', 'import', 'edit', 'undo')),
  reason TEXT NOT NULL,
  undoes INTEGER UNIQUE REFERENCES changeset (id) ON DELETE RESTRICT,
  -- Number of change rows, digest of their stored text in order, and the link: hash(previous hash, header, digest).
  changes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  changeset_id INTEGER NOT NULL REFERENCES changeset (id) ON DELETE RESTRICT,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete', 'close')),
  -- JSON of the columns that matter: all of them at insert and delete, the changed ones at update, nothing at close.
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX change_by_changeset ON change (changeset_id, id);
CREATE INDEX change_by_row ON change (table_name, row_id);

-- Reference data ------------------------------------------------------------------------------------------------

CREATE TABLE pack (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('areas', 'partners', 'offices', 'framework', 'modalities', 'counting-rules')),
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

-- Names and titles of every entity in every language.
CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'area', 'partner', 'objective', 'result', 'modality', 'counting_rule', 'focus_area', 'core_function', 'pack')),
  entity_key TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('name', 'description')),
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  UNIQUE (entity, entity_key, role, language)
) STRICT;

CREATE TABLE area (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('country', 'region', 'interregional', 'global')),
  region_key TEXT,
  region_status TEXT NOT NULL DEFAULT 'unverified' CHECK (region_status IN ('verified', 'unverified')),
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX area_live_by_key ON area (natural_key) WHERE removed_in IS NULL;
CREATE INDEX area_removed ON area (removed_in) WHERE removed_in IS NOT NULL;

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('global', 'regional', 'subregional', 'country', 'liaison')),
  parent_id INTEGER REFERENCES office (id) ON DELETE RESTRICT,
  area_id INTEGER REFERENCES area (id) ON DELETE RESTRICT,
  -- City, and the country it lies in.
  seat TEXT,
  seat_area_key TEXT,
  valid_from TEXT,
  valid_to TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX office_live_by_key ON office (natural_key) WHERE removed_in IS NULL;
CREATE INDEX office_removed ON office (removed_in) WHERE removed_in IS NOT NULL;

CREATE TABLE partner (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  parent_id INTEGER REFERENCES partner (id) ON DELETE RESTRICT,
  tier TEXT NOT NULL CHECK (tier IN ('group', 'partner', 'body')),
  type TEXT NOT NULL CHECK (type IN ('government', 'eu', 'ifi', 'un', 'global-fund', 'private-sector', 'foundation', 'local-authority', 'ngo', 'assessed', 'several', 'unknown')),
  -- `proposed`: made by an import from a name that the register did not know; waits for a person.
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'proposed')),
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX partner_live_by_key ON partner (natural_key) WHERE removed_in IS NULL;
CREATE INDEX partner_removed ON partner (removed_in) WHERE removed_in IS NOT NULL;

-- Codes of one thing in several code systems.
CREATE TABLE identifier (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'area', 'partner', 'modality')),
  entity_key TEXT NOT NULL,
  system TEXT NOT NULL,
  code TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  UNIQUE (entity, system, code, entity_key)
) STRICT;
CREATE INDEX identifier_by_entity ON identifier (entity, entity_key);

-- Other names under which a thing is known; remembered ones carry who confirmed them.
CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'area', 'partner', 'modality', 'objective', 'result', 'focus_area', 'core_function')),
  entity_key TEXT NOT NULL,
  text TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('pack', 'person')),
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  at TEXT,
  UNIQUE (entity, entity_key, text)
) STRICT;

-- Flags of a partner by years, such as membership of the DAC.
CREATE TABLE partner_flag (
  id INTEGER PRIMARY KEY,
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  flag TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified'))
) STRICT;

CREATE TABLE objective (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  framework TEXT NOT NULL,
  code TEXT NOT NULL,
  natural_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('strategic', 'functional')),
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified'))
) STRICT;

CREATE TABLE result (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  objective_id INTEGER NOT NULL REFERENCES objective (id) ON DELETE RESTRICT,
  code TEXT NOT NULL,
  natural_key TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified'))
) STRICT;

-- Impact focus areas and core functions: named lists beside the results chain.
CREATE TABLE focus (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('focus_area', 'core_function')),
  natural_key TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified'))
) STRICT;

CREATE TABLE modality (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  earmarking TEXT NOT NULL CHECK (earmarking IN ('earmarked', 'lightly-earmarked', 'unearmarked', 'assessed', 'not-applicable')),
  funding_nature TEXT NOT NULL CHECK (funding_nature IN ('voluntary', 'assessed', 'in-kind')),
  is_pool INTEGER NOT NULL CHECK (is_pool IN (0, 1)),
  is_emergency INTEGER NOT NULL CHECK (is_emergency IN (0, 1)),
  iati_earmarking TEXT,
  valid_from TEXT,
  valid_to TEXT,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX modality_live_by_key ON modality (natural_key) WHERE removed_in IS NULL;
CREATE INDEX modality_removed ON modality (removed_in) WHERE removed_in IS NOT NULL;

-- What a total includes: dated and editable; the definition is JSON of shared/domain/pack.ts CountingRuleEntry.
CREATE TABLE counting_rule (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  natural_key TEXT NOT NULL UNIQUE,
  valid_from TEXT,
  valid_to TEXT,
  definition TEXT NOT NULL
) STRICT;

-- Submissions and their files --------------------------------------------------------------------------------------

CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- False where the file is larger than what a workspace keeps: then only name, size and hash are known.
  has_bytes INTEGER NOT NULL CHECK (has_bytes IN (0, 1)),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX source_file_live_by_sha256 ON source_file (sha256) WHERE removed_in IS NULL;
CREATE INDEX source_file_removed ON source_file (removed_in) WHERE removed_in IS NOT NULL;

-- Tied to the file by its content: the pieces are kept while a batch is staged, before a source_file row exists, and outlive an undo.
CREATE TABLE source_chunk (
  file_sha256 TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES chunk (sha256) ON DELETE RESTRICT,
  PRIMARY KEY (file_sha256, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_chunk_by_chunk ON source_chunk (sha256);

-- Compressed 1 MiB pieces, one of each content.
CREATE TABLE chunk (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  source_file_id INTEGER NOT NULL REFERENCES source_file (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('project-contributions')),
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
CREATE INDEX submission_removed ON submission (removed_in) WHERE removed_in IS NOT NULL;

-- The register -----------------------------------------------------------------------------------------------------

CREATE TABLE programme (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  title TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX programme_live_by_key ON programme (natural_key) WHERE removed_in IS NULL;
CREATE INDEX programme_removed ON programme (removed_in) WHERE removed_in IS NOT NULL;

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  -- Normalized symbol, or the sender's identifier within its scope, and the ordinal among equals of one file.
  natural_key TEXT NOT NULL,
  symbol_written TEXT,
  symbol TEXT,
  symbol_programme TEXT,
  symbol_area TEXT,
  symbol_serial TEXT,
  symbol_donor TEXT,
  symbol_suffix TEXT,
  entity_code TEXT,
  scope TEXT CHECK (scope IN ('country', 'regional', 'interregional', 'global')),
  title TEXT,
  modality_id INTEGER REFERENCES modality (id) ON DELETE RESTRICT,
  area_id INTEGER REFERENCES area (id) ON DELETE RESTRICT,
  office_id INTEGER REFERENCES office (id) ON DELETE RESTRICT,
  parent_id INTEGER REFERENCES project (id) ON DELETE RESTRICT,
  programme_id INTEGER REFERENCES programme (id) ON DELETE RESTRICT,
  operational_modality TEXT CHECK (operational_modality IN ('direct', 'national-execution', 'hact')),
  executing_agency TEXT,
  implementing_agency TEXT,
  sector TEXT,
  status TEXT,
  approval_date TEXT,
  start_date TEXT,
  end_date TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX project_live_by_key ON project (natural_key) WHERE removed_in IS NULL;
CREATE INDEX project_removed ON project (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX project_by_symbol ON project (coalesce(symbol, symbol_written), id) WHERE removed_in IS NULL;
CREATE INDEX project_by_title ON project (title, id) WHERE removed_in IS NULL;
CREATE INDEX project_by_start ON project (start_date, id) WHERE removed_in IS NULL;
CREATE INDEX project_by_end ON project (end_date, id) WHERE removed_in IS NULL;
CREATE INDEX project_by_parent ON project (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE contribution (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  signatory_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  -- Original source and channel where they differ from the signatory.
  source_id INTEGER REFERENCES partner (id) ON DELETE RESTRICT,
  channel_id INTEGER REFERENCES partner (id) ON DELETE RESTRICT,
  -- `proposed`: read from a symbol or an unknown name; a person confirms it.
  partner_state TEXT NOT NULL CHECK (partner_state IN ('confirmed', 'proposed')),
  -- JSON of shared/domain/submission.ts Message: why this partner.
  partner_reason TEXT,
  -- Folded text of the partner as its source wrote it: finds the contribution again after a person replaced the partner.
  source_text TEXT NOT NULL DEFAULT '',
  submission_id INTEGER REFERENCES submission (id) ON DELETE RESTRICT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX contribution_live_by_key ON contribution (natural_key) WHERE removed_in IS NULL;
CREATE INDEX contribution_removed ON contribution (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX contribution_by_project ON contribution (project_id);
CREATE INDEX contribution_by_signatory ON contribution (signatory_id);
CREATE INDEX contribution_proposed ON contribution (project_id) WHERE partner_state = 'proposed' AND removed_in IS NULL;
CREATE INDEX contribution_by_submission ON contribution (submission_id);

-- Who pays a contribution, in millionths; what is missing to one million is the visible "unattributed".
CREATE TABLE payer_share (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL,
  contribution_id INTEGER NOT NULL REFERENCES contribution (id) ON DELETE RESTRICT,
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  millionths INTEGER NOT NULL CHECK (millionths BETWEEN 0 AND 1000000),
  from_changeset INTEGER NOT NULL,
  to_changeset INTEGER,
  version_of INTEGER
) STRICT;
CREATE UNIQUE INDEX payer_share_by_uuid ON payer_share (uuid) WHERE version_of IS NULL;
CREATE INDEX payer_share_versions ON payer_share (version_of) WHERE version_of IS NOT NULL;
CREATE INDEX payer_share_by_contribution ON payer_share (contribution_id);

-- Shares of a project over results, focus areas and areas, in millionths, valid between dates.
CREATE TABLE share (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  dimension TEXT NOT NULL CHECK (dimension IN ('result', 'focus_area', 'area')),
  target_key TEXT NOT NULL,
  millionths INTEGER NOT NULL CHECK (millionths BETWEEN 0 AND 1000000),
  valid_from TEXT,
  valid_to TEXT,
  from_changeset INTEGER NOT NULL,
  to_changeset INTEGER,
  version_of INTEGER
) STRICT;
CREATE UNIQUE INDEX share_by_uuid ON share (uuid) WHERE version_of IS NULL;
CREATE INDEX share_versions ON share (version_of) WHERE version_of IS NOT NULL;
CREATE INDEX share_by_project ON share (project_id);

CREATE TABLE amount (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL,
  -- Normalized symbol or sender's identifier, partner, measure, period, currency, ordinal among equals in the file.
  natural_key TEXT NOT NULL,
  contribution_id INTEGER NOT NULL REFERENCES contribution (id) ON DELETE RESTRICT,
  measure TEXT NOT NULL CHECK (measure IN ('approval', 'revision', 'receipt', 'commitment', 'delivery', 'disbursement', 'expenditure', 'pledge', 'in-kind', 'pipeline', 'undelivered', 'unpaid-pledge')),
  state TEXT NOT NULL CHECK (state IN ('value', 'not-reported', 'not-applicable')),
  original TEXT,
  currency TEXT,
  other_original TEXT,
  other_currency TEXT,
  rate TEXT,
  rate_source TEXT,
  rate_date TEXT,
  usd_cents INTEGER,
  is_usd_recorded INTEGER NOT NULL CHECK (is_usd_recorded IN (0, 1)),
  period_start TEXT,
  period_end TEXT,
  period_precision TEXT NOT NULL CHECK (period_precision IN ('day', 'month', 'quarter', 'year', 'biennium', 'none')),
  includes_support_costs INTEGER CHECK (includes_support_costs IN (0, 1)),
  -- Same identifier, partner, measure, period, currency and figure as an earlier row of the same file.
  is_repeat INTEGER NOT NULL CHECK (is_repeat IN (0, 1)),
  submission_id INTEGER REFERENCES submission (id) ON DELETE RESTRICT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  from_changeset INTEGER NOT NULL,
  to_changeset INTEGER,
  version_of INTEGER,
  CHECK ((state = 'value') = (original IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX amount_by_uuid ON amount (uuid) WHERE version_of IS NULL;
CREATE INDEX amount_versions ON amount (version_of) WHERE version_of IS NOT NULL;
CREATE UNIQUE INDEX amount_live_by_key ON amount (natural_key) WHERE to_changeset IS NULL;
CREATE INDEX amount_by_contribution ON amount (contribution_id);
CREATE INDEX amount_by_submission ON amount (submission_id);
CREATE INDEX amount_without_usd ON amount (id) WHERE state = 'value' AND usd_cents IS NULL AND to_changeset IS NULL;

-- The cells that a figure (or a project field) was read from.
CREATE TABLE source_cell (
  id INTEGER PRIMARY KEY,
  amount_id INTEGER NOT NULL REFERENCES amount (id) ON DELETE RESTRICT,
  field TEXT NOT NULL,
  source_file_id INTEGER NOT NULL REFERENCES source_file (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL,
  address TEXT NOT NULL,
  raw TEXT NOT NULL,
  from_changeset INTEGER NOT NULL,
  to_changeset INTEGER,
  version_of INTEGER
) STRICT;
CREATE INDEX source_cell_versions ON source_cell (version_of) WHERE version_of IS NOT NULL;
CREATE INDEX source_cell_by_amount ON source_cell (amount_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  entity TEXT NOT NULL CHECK (entity IN ('office', 'partner', 'project', 'contribution', 'amount', 'submission')),
  entity_uuid TEXT NOT NULL,
  text TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential'))
) STRICT;
CREATE INDEX note_by_entity ON note (entity, entity_uuid);

-- Audience of single fields, where it differs from their record's.
CREATE TABLE field_audience (
  id INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  -- '*' for every row of the table.
  row_uuid TEXT NOT NULL,
  field TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('public', 'internal', 'confidential')),
  UNIQUE (table_name, row_uuid, field)
) STRICT;

-- Not part of the record: staging, and what was remembered of earlier imports. Neither logged nor hashed. ------------

CREATE TABLE staging_batch (
  -- Never given twice: a window may still name a batch that was discarded.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('loading', 'staged', 'committed')),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_size INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  mapping TEXT NOT NULL,
  -- JSON of BatchReport once the batch is staged, and the changeset that its difference was computed against.
  report TEXT,
  planned_at INTEGER,
  -- JSON of CommitReport.usdByMeasure.
  usd_by_measure TEXT,
  -- Once committed: what it became, and the changeset that says whether the import was undone.
  submission_id INTEGER,
  changeset_id INTEGER
) STRICT;

CREATE TABLE staged_row (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('above', 'header', 'blank', 'total', 'accepted', 'rejected')),
  change TEXT NOT NULL DEFAULT 'none' CHECK (change IN ('added', 'changed', 'unchanged', 'none')),
  -- JSON of ContributionDraft, Problem[] and cells as read.
  draft TEXT,
  problems TEXT NOT NULL,
  cells TEXT NOT NULL,
  -- JSON of Problem[] found by comparing with the register; replaced whenever the difference is computed again.
  store_problems TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (batch_id, row)
) STRICT;
CREATE INDEX staged_row_by_kind ON staged_row (batch_id, kind, row);
CREATE INDEX staged_row_with_problems ON staged_row (batch_id, row) WHERE problems <> '[]' OR store_problems <> '[]';

CREATE TABLE remembered_mapping (
  id INTEGER PRIMARY KEY,
  -- Fingerprint of the folded header texts.
  fingerprint TEXT NOT NULL UNIQUE,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
