-- The same figure from several sources (rules of the same figure): which source counts, what the others say, what a person corrected,
-- and which projects a full snapshot does not hold.

-- Per measure and period the source whose figures count; a period without ends is every period. The narrowest period wins.
CREATE TABLE source_of_record (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  measure TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  source TEXT NOT NULL CHECK (source IN ('fpmis', 'office', 'partner', 'other')),
  reason TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX source_of_record_live_by_key ON source_of_record (natural_key) WHERE removed_in IS NULL;
CREATE INDEX source_of_record_removed ON source_of_record (removed_in) WHERE removed_in IS NOT NULL;

-- Figures of a source that is not the source of record: kept beside, in no total. They name project and partner by key, since the register may hold neither.
CREATE TABLE figure_beside (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('fpmis', 'office', 'partner', 'other')),
  project_key TEXT NOT NULL,
  project_name TEXT NOT NULL,
  partner_key TEXT NOT NULL,
  partner_name TEXT NOT NULL,
  office_key TEXT,
  measure TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  period_precision TEXT NOT NULL CHECK (period_precision IN ('day', 'month', 'quarter', 'year', 'biennium', 'none')),
  state TEXT NOT NULL CHECK (state IN ('value', 'not-reported', 'not-applicable')),
  original TEXT,
  currency TEXT,
  usd_cents INTEGER,
  submission_id INTEGER NOT NULL REFERENCES submission (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL,
  address TEXT NOT NULL,
  raw TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX figure_beside_live_by_key ON figure_beside (natural_key) WHERE removed_in IS NULL;
CREATE INDEX figure_beside_removed ON figure_beside (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX figure_beside_of_project ON figure_beside (project_key) WHERE removed_in IS NULL;
CREATE INDEX figure_beside_of_submission ON figure_beside (submission_id);

-- A figure that a person corrected: the amount holds the corrected figure, the correction what its source says.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  amount_id INTEGER NOT NULL REFERENCES amount (id) ON DELETE RESTRICT,
  -- JSON of shared/domain/correction.ts CorrectedFigure: as the source gave it, as corrected, and as a later import gives it (null while none differs from both).
  source_figure TEXT NOT NULL,
  figure TEXT NOT NULL,
  newer_figure TEXT,
  state TEXT NOT NULL CHECK (state IN ('live', 'asked', 'retired', 'withdrawn')),
  said_by TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('telephone', 'message', 'meeting', 'letter', 'returned-file', 'edited-cell', 'other')),
  said_on TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  -- A note or message that was attached: its name and the hash of its bytes in chunk.
  attachment_name TEXT,
  attachment_sha256 TEXT,
  -- Why and when it ended: confirmed by the source, replaced by a newer figure, withdrawn by a person.
  ended_on TEXT,
  end_reason TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX correction_live_by_key ON correction (natural_key) WHERE removed_in IS NULL;
CREATE INDEX correction_removed ON correction (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX correction_of_amount ON correction (amount_id);

-- Projects of earlier snapshots that a full snapshot does not hold: asked about, never deleted.
CREATE TABLE snapshot_gap (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  submission_id INTEGER NOT NULL REFERENCES submission (id) ON DELETE RESTRICT,
  -- `kept`: a person says that it goes on; `closed`: it has ended; `returned`: a later snapshot holds it again.
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'closed', 'returned')),
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX snapshot_gap_live_by_key ON snapshot_gap (natural_key) WHERE removed_in IS NULL;
CREATE INDEX snapshot_gap_removed ON snapshot_gap (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX snapshot_gap_of_project ON snapshot_gap (project_id);
