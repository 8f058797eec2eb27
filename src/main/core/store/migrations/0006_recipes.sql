-- A month-end refresh that is run again in one step: which files of the inbox, in which order, how they meet the register.

CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  natural_key TEXT NOT NULL,
  name TEXT NOT NULL,
  -- JSON of shared/domain/recipe.ts RecipeDefinition.
  definition TEXT NOT NULL,
  removed_in INTEGER
) STRICT;
CREATE UNIQUE INDEX recipe_live_by_key ON recipe (natural_key) WHERE removed_in IS NULL;
CREATE INDEX recipe_removed ON recipe (removed_in) WHERE removed_in IS NOT NULL;

-- The page that each run ended in; a job's account, no part of the record.
CREATE TABLE recipe_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipe_uuid TEXT NOT NULL,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  -- JSON of shared/contract/recipes.ts RecipeReport.
  report TEXT NOT NULL
) STRICT;
CREATE INDEX recipe_run_of_recipe ON recipe_run (recipe_uuid, id);
