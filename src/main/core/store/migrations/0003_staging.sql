-- What a person does with a staged file before it is committed: rows that are parked with a question, cells that are edited, and how
-- the file is to meet the register. Beside it what an import said, kept to be compared with the next one.

-- JSON of shared/domain/import-options.ts ImportOptions.
ALTER TABLE staging_batch ADD COLUMN options TEXT NOT NULL DEFAULT '{"behaviour":"add-or-update","blanks":[],"source":null,"period":null,"asAt":null,"isOlderAccepted":false}';
-- Counts what a person does with the rows, so that who holds them in memory knows; `restated` is the edition at which all rows were compared again.
ALTER TABLE staging_batch ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staging_batch ADD COLUMN restated INTEGER NOT NULL DEFAULT 0;
-- Would a commit write anything?
ALTER TABLE staging_batch ADD COLUMN has_news INTEGER NOT NULL DEFAULT 1 CHECK (has_news IN (0, 1));
-- Hash of the normalized content: what the accepted rows say, whatever the file looks like. Null until the batch is staged.
ALTER TABLE staging_batch ADD COLUMN content_hash TEXT;
-- JSON of the batch that a corrected file came back for, or of the round: shared/contract/offices.ts ReturnOrigin; null for other files.
ALTER TABLE staging_batch ADD COLUMN return_origin TEXT;
UPDATE staging_batch SET report = json_set(report,
  '$.accounting.parked', 0, '$.options', json(options), '$.source', iif(report ->> '$.kind' = 'approvals-delivery', 'fpmis', 'office'), '$.office', mapping ->> '$.constants.office',
  '$.removedFigures', 0, '$.besideFigures', 0, '$.corrections', json('{"kept":0,"retired":0,"asked":0}'), '$.missingProjects', 0, '$.changedFields', 0, '$.nearest', NULL, '$.unchecked', 0)
WHERE report IS NOT NULL;

CREATE TABLE staged_row_next (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('above', 'header', 'label', 'note', 'blank', 'total', 'elsewhere', 'accepted', 'rejected', 'parked')),
  change TEXT NOT NULL DEFAULT 'none' CHECK (change IN ('added', 'changed', 'unchanged', 'none')),
  -- JSON of ContributionDraft[], or of a RecordDraft for kinds that the register does not hold; Problem[] and cells as read.
  draft TEXT,
  record TEXT,
  problems TEXT NOT NULL,
  -- Texts of the row as {columns, texts} of batches that were staged before their cells were kept column by column; null since.
  cells TEXT,
  -- JSON of Problem[] found by comparing with the register; replaced whenever the difference is computed again.
  store_problems TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (batch_id, row)
) STRICT;
INSERT INTO staged_row_next (batch_id, row, kind, change, draft, record, problems, cells, store_problems)
  SELECT batch_id, row, kind, change, draft, record, problems, cells, store_problems FROM staged_row;
DROP TABLE staged_row;
ALTER TABLE staged_row_next RENAME TO staged_row;
CREATE INDEX staged_row_by_kind ON staged_row (batch_id, kind, row, change);
CREATE INDEX staged_row_with_problems ON staged_row (batch_id, row) WHERE problems <> '[]' OR store_problems <> '[]';

-- Rows that a person changed: the editions of the batch at which its cells were, and at which what was made of them was last another one;
-- apart from the rows, which are wide. `is_dirty`: edited since all were last checked.
CREATE TABLE staged_touch (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  stated INTEGER NOT NULL DEFAULT 0,
  is_dirty INTEGER NOT NULL CHECK (is_dirty IN (0, 1)),
  PRIMARY KEY (batch_id, row)
) STRICT, WITHOUT ROWID;

-- Rows of a staged sheet, in order, as little-endian 32-bit numbers: the places that the codes of its columns speak of. `findings` are
-- those of the reader, which no check of the rows finds again.
CREATE TABLE staged_sheet (
  batch_id INTEGER PRIMARY KEY REFERENCES staging_batch (id) ON DELETE CASCADE,
  rows BLOB NOT NULL,
  -- JSON of row numbers; JSON of Problem[].
  hidden TEXT NOT NULL,
  findings TEXT NOT NULL
) STRICT;

-- Cells of a staged sheet, column by column, as read: texts as UTF-8 JSON, what cells are beside their text as JSON of shared/domain/staged-sheet.ts,
-- and as little-endian 32-bit numbers the place of each row's text in that list: one a row with -1 for none, or, where the column is sparse, pairs of place of the row and code.
CREATE TABLE staged_column (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  "column" INTEGER NOT NULL,
  is_sparse INTEGER NOT NULL CHECK (is_sparse IN (0, 1)),
  texts BLOB NOT NULL,
  forms TEXT NOT NULL,
  codes BLOB NOT NULL,
  PRIMARY KEY (batch_id, "column")
) STRICT;

-- Cells that a person edited: the text that counts, beside what the file says and what its cell is (shared/domain/staged-sheet.ts CellForm);
-- null for a cell that was emptied, and where the file has none.
CREATE TABLE staged_edit (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  original TEXT,
  original_type TEXT CHECK (original_type IN ('text', 'number', 'date', 'boolean', 'error', 'blank')),
  text TEXT,
  person TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (batch_id, row, "column")
) STRICT, WITHOUT ROWID;

-- Fields of the register that the commit will change, with both values as shown; written with the difference.
CREATE TABLE staged_change (
  batch_id INTEGER NOT NULL REFERENCES staging_batch (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  row INTEGER,
  name TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (batch_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What a payer has under a measure in some years, without reading all of its amounts.
DROP INDEX amount_by_contribution;
CREATE INDEX amount_by_contribution ON amount (contribution_id, measure, period_start);

-- Rows of the record are not changed by a step, since the log would not know: older submissions keep the defaults.
ALTER TABLE submission ADD COLUMN options TEXT NOT NULL DEFAULT '{"behaviour":"add-or-update","blanks":[],"source":null,"period":null,"asAt":null,"isOlderAccepted":false}';
ALTER TABLE submission ADD COLUMN source TEXT NOT NULL DEFAULT 'office' CHECK (source IN ('fpmis', 'office', 'partner', 'other'));
ALTER TABLE submission ADD COLUMN content_hash TEXT;
ALTER TABLE submission ADD COLUMN as_at TEXT;
ALTER TABLE submission ADD COLUMN period_start TEXT;
ALTER TABLE submission ADD COLUMN period_end TEXT;
CREATE INDEX submission_of_office ON submission (office_id, kind) WHERE removed_in IS NULL;

-- What the rows of a committed file said, as deflated JSON of importing/stage/submission-content.ts; no part of the record.
CREATE TABLE submission_content (
  submission_id INTEGER PRIMARY KEY REFERENCES submission (id) ON DELETE CASCADE,
  content BLOB NOT NULL
) STRICT;
