/** The order of the test files: those that take longest are begun first, so that none of them runs alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Measured on two cores; what is not named here takes less and follows in vitest's own order. */
const slow: readonly string[] = [
  'importing/killed-writer', 'bad-input/hostile-requests', 'bad-input/killed-and-shared', 'importing/same-record', 'offices/return-formats', 'bad-input/not-a-spreadsheet', 'cli/command-line', 'bad-input/strange-content', 'bad-input/read-only-places',
  'bad-input/not-a-workspace', 'electron/windows', 'sample/sample-workspace', 'commit/sources.property', 'bad-input/full-disk', 'importing/resent-file', 'cli/rmms-return', 'parser/parser', 'store/two-processes', 'commit/commit.property', 'read/fuzz',
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
