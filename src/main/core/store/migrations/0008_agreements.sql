-- Agreements with resource partners and what they bind both sides to (rules of support costs, agreements, modality).
-- Money of hand-made records: the original as exact decimal text with its currency; rate, its source and date, and integer cents of USD as they were when it was written.

CREATE TABLE agreement (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('framework', 'single')),
  reference TEXT,
  title TEXT NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partner (id) ON DELETE RESTRICT,
  -- The framework agreement that a single one stands under.
  framework_id INTEGER REFERENCES agreement (id) ON DELETE RESTRICT,
  modality_id INTEGER REFERENCES modality (id) ON DELETE RESTRICT,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'negotiation', 'signed', 'completed', 'terminated')),
  original TEXT,
  currency TEXT,
  rate TEXT,
  rate_source TEXT,
  rate_date TEXT,
  usd_cents INTEGER,
  support_cost_category TEXT,
  -- Millionths of the direct costs: 130000 is 13 percent.
  support_cost_rate INTEGER,
  -- Why the rate is below the standard of its category, and who accepted it.
  rate_exception TEXT,
  signed_on TEXT,
  start_date TEXT,
  end_date TEXT,
  audience TEXT NOT NULL DEFAULT 'internal' CHECK (audience IN ('public', 'internal', 'confidential')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX agreement_live_by_key ON agreement (natural_key) WHERE removed_in IS NULL;
CREATE INDEX agreement_removed ON agreement (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX agreement_of_partner ON agreement (partner_id);

CREATE TABLE agreement_signatory (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  -- Null for the organization's own signatory.
  partner_id INTEGER REFERENCES partner (id) ON DELETE RESTRICT,
  name TEXT NOT NULL,
  post TEXT NOT NULL DEFAULT '',
  signed_on TEXT,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX agreement_signatory_live_by_key ON agreement_signatory (natural_key) WHERE removed_in IS NULL;
CREATE INDEX agreement_signatory_removed ON agreement_signatory (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX agreement_signatory_of_agreement ON agreement_signatory (agreement_id);

CREATE TABLE agreement_project (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX agreement_project_live_by_key ON agreement_project (natural_key) WHERE removed_in IS NULL;
CREATE INDEX agreement_project_removed ON agreement_project (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX agreement_project_of_agreement ON agreement_project (agreement_id);
CREATE INDEX agreement_project_of_project ON agreement_project (project_id);

CREATE TABLE instalment (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  due_on TEXT NOT NULL,
  original TEXT NOT NULL,
  currency TEXT NOT NULL,
  rate TEXT,
  rate_source TEXT,
  rate_date TEXT,
  usd_cents INTEGER,
  condition TEXT NOT NULL DEFAULT '',
  received_on TEXT,
  -- In the instalment's currency; null where nothing came.
  received_original TEXT,
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX instalment_live_by_key ON instalment (natural_key) WHERE removed_in IS NULL;
CREATE INDEX instalment_removed ON instalment (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX instalment_of_agreement ON instalment (agreement_id);

CREATE TABLE report_due (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  project_id INTEGER REFERENCES project (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('progress', 'financial', 'interim', 'terminal', 'audit', 'evaluation', 'other')),
  due_on TEXT NOT NULL,
  sent_on TEXT,
  accepted_on TEXT,
  responsible TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX report_due_live_by_key ON report_due (natural_key) WHERE removed_in IS NULL;
CREATE INDEX report_due_removed ON report_due (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX report_due_of_agreement ON report_due (agreement_id);

-- Conditions and visibility obligations.
CREATE TABLE agreement_term (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('condition', 'visibility')),
  text TEXT NOT NULL,
  due_on TEXT,
  met_on TEXT,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX agreement_term_live_by_key ON agreement_term (natural_key) WHERE removed_in IS NULL;
CREATE INDEX agreement_term_removed ON agreement_term (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX agreement_term_of_agreement ON agreement_term (agreement_id);

CREATE TABLE clearance (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('legal', 'finance', 'technical', 'private-sector')),
  asked_on TEXT,
  cleared_on TEXT,
  cleared_by TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX clearance_live_by_key ON clearance (natural_key) WHERE removed_in IS NULL;
CREATE INDEX clearance_removed ON clearance (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX clearance_of_agreement ON clearance (agreement_id);

-- Standard support-cost rate of a category between dates; ceiling and standards are data.
CREATE TABLE support_cost_standard (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  category TEXT NOT NULL,
  -- Millionths of the direct costs.
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
  valid_from TEXT,
  valid_to TEXT,
  source TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK (status IN ('verified', 'unverified')),
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX support_cost_standard_live_by_key ON support_cost_standard (natural_key) WHERE removed_in IS NULL;
CREATE INDEX support_cost_standard_removed ON support_cost_standard (removed_in) WHERE removed_in IS NOT NULL;

ALTER TABLE modality ADD COLUMN support_cost_category TEXT;
-- The fund that a component (a window of SFERA) is part of.
ALTER TABLE modality ADD COLUMN parent_id INTEGER REFERENCES modality (id) ON DELETE RESTRICT;
