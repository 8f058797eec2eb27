-- What is required, what is planned: resource requirements by result and by country framework, and the integrated budget.

CREATE TABLE country_framework (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  area_id INTEGER NOT NULL REFERENCES area (id) ON DELETE RESTRICT,
  title TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'signed', 'ended')),
  start_date TEXT,
  end_date TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX country_framework_live_by_key ON country_framework (natural_key) WHERE removed_in IS NULL;
CREATE INDEX country_framework_removed ON country_framework (removed_in) WHERE removed_in IS NOT NULL;

-- Required and available in integer cents of USD; the gap is computed. Of a result, of a country framework, or of both.
CREATE TABLE requirement (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  result_id INTEGER REFERENCES result (id) ON DELETE RESTRICT,
  framework_id INTEGER REFERENCES country_framework (id) ON DELETE RESTRICT,
  title TEXT NOT NULL DEFAULT '',
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  required_cents INTEGER,
  available_cents INTEGER,
  source TEXT NOT NULL DEFAULT '',
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER,
  CHECK (result_id IS NOT NULL OR framework_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX requirement_live_by_key ON requirement (natural_key) WHERE removed_in IS NULL;
CREATE INDEX requirement_removed ON requirement (removed_in) WHERE removed_in IS NOT NULL;

-- The integrated budget of a biennium: net appropriation and planned voluntary contributions, by objective or budget line; integer cents of USD.
CREATE TABLE budget_line (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  biennium_start TEXT NOT NULL,
  objective_id INTEGER REFERENCES objective (id) ON DELETE RESTRICT,
  result_id INTEGER REFERENCES result (id) ON DELETE RESTRICT,
  -- A line that is no objective: FAO Representations, TCP, contingencies, capital expenditure, security.
  line TEXT CHECK (line IN ('faor', 'tcp', 'contingencies', 'capital-expenditure', 'security-expenditure', 'other')),
  net_appropriation_cents INTEGER,
  core_voluntary_cents INTEGER,
  technical_assistance_cents INTEGER,
  emergency_cents INTEGER,
  source TEXT NOT NULL DEFAULT '',
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER,
  CHECK (objective_id IS NOT NULL OR result_id IS NOT NULL OR line IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX budget_line_live_by_key ON budget_line (natural_key) WHERE removed_in IS NULL;
CREATE INDEX budget_line_removed ON budget_line (removed_in) WHERE removed_in IS NOT NULL;
