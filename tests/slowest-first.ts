/** The order of the test files: those that take longest are begun first, so that none of them runs alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Measured on two cores; what is not named here takes less and follows in vitest's own order. */
const slow: readonly string[] = [
  'bad-input/killed-and-shared', 'importing/killed-writer', 'offices/return-formats', 'bad-input/hostile-requests', 'importing/same-record', 'bad-input/read-only-places', 'cli/command-line', 'bad-input/not-a-workspace', 'bad-input/not-a-spreadsheet',
  'cli/corrections', 'bad-input/strange-content', 'commit/sources.property', 'commit/commit.property', 'electron/windows', 'read/fuzz', 'bad-input/full-disk', 'sample/sample-workspace', 'staging/staging-grid', 'cli/', 'recipes/run-recipe',
  'store/undo.test', 'contract/corrections', 'commit/behaviours', 'offices/round', 'parser/parser.test', 'store/two-processes', 'importing/resent-file', 'staging/edited-sheet',
]

const place = ({ moduleId }: TestSpecification): number => {
  const at = slow.findIndex((path) => moduleId.replaceAll('\\', '/').includes(path))
  return at === -1 ? slow.length : at
}

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
