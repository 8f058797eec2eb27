/** The staging grid's methods of both workers: plans and checks in the query worker, writes in the store worker. */
import { createGridSession, type GridSession, type GridSources } from '../importing/grid/grid-session.ts'
import type { EditPlan } from '../importing/grid/edit-plan.ts'
import { parkRows, unparkRows, type ParkRequest, type UnparkRequest } from '../importing/grid/park-rows.ts'
import { finishCheck, writeChecked, writeEdits } from '../importing/grid/write-edits.ts'
import type { QuerySession } from './query-session.ts'
import type { WorkerTask } from './worker-channel.ts'
import type { StoreState } from './workspace-methods.ts'

export function stagingReadingMethods(session: QuerySession) {
  const grid = createGridSession()
  const run = <T>(work: (sources: GridSources) => T): T => session.run(({ db, reading }) => work({ db, grid: reading.grid, register: reading.register, memory: reading.memory }))
  return {
    gridEdit: (request: Parameters<GridSession['edit']>[1]) => run((sources) => grid.edit(sources, request)),
    gridRevert: (request: Parameters<GridSession['revert']>[1]) => run((sources) => grid.revert(sources, request)),
    gridReplace: (request: Parameters<GridSession['replace']>[1]) => run((sources) => grid.replace(sources, request)),
    parkTargets: (request: Parameters<GridSession['parkTargets']>[1]) => run((sources) => grid.parkTargets(sources, request)),
    startGridCheck: (request: Parameters<GridSession['startCheck']>[1]) => run((sources) => grid.startCheck(sources, request)),
    gridCheckStep: (request: Parameters<GridSession['checkStep']>[1]) => run((sources) => grid.checkStep(sources, request)),
  }
}

export const stagingMethods = ({ session }: StoreState) => ({
  writeEdits: ({ plan, ...editor }: { readonly plan: EditPlan; readonly person: string; readonly now: string }) => writeEdits(session.write(), plan, editor),
  writeChecked: (request: Parameters<typeof writeChecked>[1]) => writeChecked(session.write(), request),
  finishCheck: (request: Parameters<typeof finishCheck>[1], task: WorkerTask) => finishCheck(session.write(), request, task),
  parkRows: (request: ParkRequest) => parkRows(session.write(), request),
  unparkRows: (request: UnparkRequest) => unparkRows(session.write(), request),
})
