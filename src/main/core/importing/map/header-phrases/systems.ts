import type { PhraseLists } from './phrase-lists.ts'

/**
 * Column names of the systems that such files come out of, in the case and spelling of their releases: the OECD's Creditor Reporting
 * System, OCHA's Financial Tracking Service, national aid management systems, IATI, FAO's project and aid databases.
 */
export const systems: PhraseLists = {
  fields: {
    identifier: ['crsid, crs id, idcrs, aiddata id, project id number, activity identifier, amp id, projectsymbol', 'projectnumber, projectid, activity id number, flow id, ref code, siafi code, organizations and project id'],
    'entity-code': ['entitycode', ''],
    title: ['projecttitle, project title external, activity name, title narrative, titre narrative', 'dest project'],
    description: ['shortdescription, short description original, description narrative', 'longdescription, long description original'],
    programme: ['dest plan, plan, destination objects plan name, sectorprogramme, emergency, dest emergency, destination objects emergency name', ''],
    partner: ['donorname, donor name en, reporting organisation, provider org, provider organisation, participating org funding, donor group, fund', 'donorcode, donor iso, source objects location name, src locations, from'],
    'partner-type': ['bi multi, src organization types', ''],
    agency: ['agencyname, extendingagencyname', 'agencycode'],
    'implementing-agency': ['receiver org, participating org implementing, recipient org name, recipient org, recipient organization', 'beneficiary agency, mancomunidad'],
    responsible: ['budgetholder', ''],
    country: ['recipientname, recipient country name, recipient country code, gaul name', 'recipientcode, recipient iso, country code, dest locations, to, gaul code'],
    region: ['regionname, recipient region name', 'regioncode'],
    modality: ['fund modality code', ''],
    earmarking: ['grand bargain earmarking type', ''],
    sector: ['sectorname, dac label, dest global clusters, destination objects global cluster name, cluster, sector dac name', 'sectorcode, cluster code'],
    purpose: ['purposecode, coalesced purpose code, aiddata purpose code, purpose', 'purposename, coalesced purpose name'],
    channel: ['channelcode, channel of delivery code', 'channelname, channelreportedname, channel of delivery name, parentchannelcode'],
    'flow-type': ['flowname, flowcode, contribution type', ''],
    'aid-type': ['aid t, type of aid code, default aid type', ''],
    'finance-type': ['finance t, default finance type', ''],
    'strategic-objective': ['strategicobjectives', ''],
    theme: ['overall priority themes, fao related priorities, undaf stated priority, cpf stated priority, coded priorities', ''],
    'approval-date': ['commitmentdate, decision date, transaction date', ''],
    'start-date': ['expectedstartdate, activity date start planned, actual start', ''],
    'end-date': ['completiondate, activity date end planned, actual end', ''],
    year: ['commitment year, budget year, usage year, destination objects usage year name', 'dest usage year start, src usage year start'],
    currency: ['currencycode, value currency, original currency', ''],
    note: ['keywords', ''],
  },
  measures: {
    commitment: ['usd commitment, commitment amount usd current, total commitment, commitment current', 'commitment national'],
    disbursement: ['usd disbursement, disbursement amount usd current', 'disbursement national'],
    receipt: ['usd received', ''],
    approval: ['bdgt, approved bdgt', ''],
    requirement: ['original requirements, revised requirements', ''],
    gap: ['unmet requirements', ''],
    'unpaid-pledge': ['outstanding pledges', ''],
    pipeline: ['pipeline hard, pipeline soft, hard pipe, soft pipe', ''],
  },
  money: 'amount usd, commitment amount, sum amount, usd amount, total costs',
}
