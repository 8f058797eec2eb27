-- What is between the analyst and the offices: who owes what for which period, workbooks that went out, questions, confirmation rounds.
-- Offices stand by key: what was asked of one outlives its record.

CREATE TABLE reporting_duty (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  office_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  due_on TEXT NOT NULL,
  -- "Nothing to report": said by the office, distinct from silence.
  nil_on TEXT,
  nil_said_by TEXT,
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX reporting_duty_live_by_key ON reporting_duty (natural_key) WHERE removed_in IS NULL;
CREATE INDEX reporting_duty_removed ON reporting_duty (removed_in) WHERE removed_in IS NOT NULL;

CREATE TABLE confirmation_round (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  name TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  due_on TEXT NOT NULL,
  made_on TEXT NOT NULL,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX confirmation_round_live_by_key ON confirmation_round (natural_key) WHERE removed_in IS NULL;
CREATE INDEX confirmation_round_removed ON confirmation_round (removed_in) WHERE removed_in IS NOT NULL;

-- Workbooks that went to an office: its own with comments (`return`), or the prefilled one of a round. The marker stands inside the
-- workbook, so that the file that comes back is known.
CREATE TABLE sent_workbook (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('return', 'round')),
  round_id INTEGER REFERENCES confirmation_round (id) ON DELETE RESTRICT,
  office_key TEXT,
  language TEXT NOT NULL,
  file_name TEXT NOT NULL,
  -- Hash of the file that was returned, or of the workbook as made.
  file_sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  sent_on TEXT NOT NULL,
  -- What the rows said when the workbook was made: of a return as packed by importing/returning/sent-rows.ts, of a round as JSON of offices/round-content.ts.
  sent_rows TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'received', 'nil')),
  received_on TEXT,
  received_name TEXT,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX sent_workbook_live_by_key ON sent_workbook (natural_key) WHERE removed_in IS NULL;
CREATE INDEX sent_workbook_removed ON sent_workbook (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX sent_workbook_of_round ON sent_workbook (round_id) WHERE round_id IS NOT NULL;

CREATE TABLE office_question (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  office_key TEXT,
  -- Where it is attached: the bytes, the sheet and the cell; and the project that the row speaks of, as written.
  file_sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sheet TEXT NOT NULL,
  address TEXT NOT NULL,
  cell_text TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
  asked_on TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  answer TEXT,
  answered_on TEXT,
  answered_in TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX office_question_live_by_key ON office_question (natural_key) WHERE removed_in IS NULL;
CREATE INDEX office_question_removed ON office_question (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX office_question_of_file ON office_question (file_sha256) WHERE removed_in IS NULL;
