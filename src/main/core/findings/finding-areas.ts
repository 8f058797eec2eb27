/** Every area of the list, in the order of the contract. */
import { agreementFindings } from './agreement-findings.ts'
import { figureFindings } from './figure-findings.ts'
import type { FindingArea } from './finding-area.ts'
import { officeFindings } from './office-findings.ts'
import { partnerFindings } from './partner-findings.ts'
import { requirementFindings, taskFindings } from './planning-findings.ts'
import { projectFindings } from './project-findings.ts'
import { submissionFindings } from './submission-findings.ts'

export const allAreas: readonly FindingArea[] = [submissionFindings, partnerFindings, agreementFindings, projectFindings, figureFindings, officeFindings, requirementFindings, taskFindings]
