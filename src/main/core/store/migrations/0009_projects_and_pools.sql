-- Projects from pipeline to financial closure, programmes with results, pools, valuations and exchange rates.

-- Where a project stands, as a person says it; `status` keeps the words of its source.
ALTER TABLE project ADD COLUMN stage TEXT CHECK (stage IN ('soft-pipeline', 'hard-pipeline', 'active', 'completed', 'operationally-closed', 'financially-closed', 'not-approved'));
CREATE INDEX project_of_programme ON project (programme_id) WHERE programme_id IS NOT NULL;

ALTER TABLE programme ADD COLUMN objective_id INTEGER REFERENCES objective (id) ON DELETE RESTRICT;
ALTER TABLE programme ADD COLUMN area_id INTEGER REFERENCES area (id) ON DELETE RESTRICT;
ALTER TABLE programme ADD COLUMN start_date TEXT;
ALTER TABLE programme ADD COLUMN end_date TEXT;
-- What is to be mobilized, in integer cents of USD.
ALTER TABLE programme ADD COLUMN target_cents INTEGER;

CREATE TABLE programme_result (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  programme_id INTEGER NOT NULL REFERENCES programme (id) ON DELETE RESTRICT,
  result_id INTEGER REFERENCES result (id) ON DELETE RESTRICT,
  title TEXT NOT NULL,
  indicator TEXT NOT NULL DEFAULT '',
  baseline TEXT NOT NULL DEFAULT '',
  target TEXT NOT NULL DEFAULT '',
  target_date TEXT,
  actual TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX programme_result_live_by_key ON programme_result (natural_key) WHERE removed_in IS NULL;
CREATE INDEX programme_result_removed ON programme_result (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX programme_result_of_programme ON programme_result (programme_id);

-- A TCP project and a voluntary project that followed it.
CREATE TABLE project_follow_on (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  followed_by_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX project_follow_on_live_by_key ON project_follow_on (natural_key) WHERE removed_in IS NULL;
CREATE INDEX project_follow_on_removed ON project_follow_on (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX project_follow_on_of_project ON project_follow_on (project_id);

-- A fund with contributions in, allocations out and a balance. Contributions come in as receipts of the contributions of its account project.
CREATE TABLE pool (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  title TEXT NOT NULL,
  modality_id INTEGER NOT NULL REFERENCES modality (id) ON DELETE RESTRICT,
  -- The fund that a window or component is part of.
  parent_id INTEGER REFERENCES pool (id) ON DELETE RESTRICT,
  project_id INTEGER REFERENCES project (id) ON DELETE RESTRICT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX pool_live_by_key ON pool (natural_key) WHERE removed_in IS NULL;
CREATE INDEX pool_removed ON pool (removed_in) WHERE removed_in IS NOT NULL;

-- What leaves a pool (allocations, advances, refunds to partners) and comes back (repayments of advances); never a new contribution.
CREATE TABLE pool_movement (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  pool_id INTEGER NOT NULL REFERENCES pool (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('allocation', 'advance', 'repayment', 'refund')),
  project_id INTEGER REFERENCES project (id) ON DELETE RESTRICT,
  moved_on TEXT NOT NULL,
  -- Never negative: the kind says the direction.
  original TEXT NOT NULL,
  currency TEXT NOT NULL,
  rate TEXT,
  rate_source TEXT,
  rate_date TEXT,
  usd_cents INTEGER,
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX pool_movement_live_by_key ON pool_movement (natural_key) WHERE removed_in IS NULL;
CREATE INDEX pool_movement_removed ON pool_movement (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX pool_movement_of_pool ON pool_movement (pool_id);
CREATE INDEX pool_movement_of_project ON pool_movement (project_id) WHERE project_id IS NOT NULL;

-- A contribution that is a pool's allocation seen from the project: its amounts were counted when they came into the pool.
ALTER TABLE contribution ADD COLUMN pool_id INTEGER REFERENCES pool (id) ON DELETE RESTRICT;

-- What an in-kind or South-South contribution consists of, and how it was valued; its amounts carry the value.
CREATE TABLE valuation (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  contribution_id INTEGER NOT NULL REFERENCES contribution (id) ON DELETE RESTRICT,
  description TEXT NOT NULL,
  quantity TEXT,
  unit TEXT NOT NULL DEFAULT '',
  -- Value of one unit, exact decimal text.
  unit_value TEXT,
  currency TEXT,
  basis TEXT NOT NULL CHECK (basis IN ('market-price', 'provider-statement', 'standard-cost', 'estimate')),
  valued_on TEXT,
  valued_by TEXT NOT NULL DEFAULT '',
  -- South-South: the country that provides, and what is sent.
  provider_area_id INTEGER REFERENCES area (id) ON DELETE RESTRICT,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX valuation_live_by_key ON valuation (natural_key) WHERE removed_in IS NULL;
CREATE INDEX valuation_removed ON valuation (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX valuation_of_contribution ON valuation (contribution_id);

-- Units of a currency for one USD, by month; a change never touches a USD figure that was written.
CREATE TABLE exchange_rate (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  currency TEXT NOT NULL,
  -- First day of the month.
  month TEXT NOT NULL,
  rate TEXT NOT NULL,
  source TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX exchange_rate_live_by_key ON exchange_rate (natural_key) WHERE removed_in IS NULL;
CREATE INDEX exchange_rate_removed ON exchange_rate (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX exchange_rate_of_month ON exchange_rate (currency, month) WHERE removed_in IS NULL;
