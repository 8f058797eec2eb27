/**
 * Who pays, where, and for what, in the sample. Partners and countries are those of the reference data, so that the sample looks
 * like a register; every project, title, date and figure is invented.
 */

/** Donor codes of project symbols (reference data, code system `fao-symbol`) with the names that submissions write. */
export const donors = {
  JPN: 'Japan', SPA: 'Spain', ITA: 'Italy', USA: 'United States of America', UK: 'United Kingdom', NET: 'Netherlands', GER: 'Germany', CAN: 'Canada',
  FRA: 'France', BEL: 'Belgium', NOR: 'Norway', SWE: 'Sweden', AUL: 'Australia', EC: 'European Union', WBK: 'World Bank', CHA: 'OCHA', UNJ: 'UN Joint Programme',
  GFF: 'GEF', IFA: 'IFAD', BMG: 'Bill & Melinda Gates Foundation', MUL: 'Multi-donor', BRA: 'Brazil', SAU: 'Saudi Arabia', NIR: 'Nigeria',
} as const
export type Donor = keyof typeof donors

/** Area codes of project symbols with the names of their places. */
export const places = {
  ETH: 'Ethiopia', KEN: 'Kenya', UGA: 'Uganda', SOM: 'Somalia', NER: 'Niger', MLI: 'Mali', BKF: 'Burkina Faso', SEN: 'Senegal', GHA: 'Ghana', SIL: 'Sierra Leone', LIR: 'Liberia', NIR: 'Nigeria',
  MLW: 'Malawi', MOZ: 'Mozambique', ZAM: 'Zambia', ZIM: 'Zimbabwe', LES: 'Lesotho', NAM: 'Namibia',
  BGD: 'Bangladesh', NEP: 'Nepal', PAK: 'Pakistan', AFG: 'Afghanistan', SRL: 'Sri Lanka', CMB: 'Cambodia', LAO: 'Lao People’s Democratic Republic', VIE: 'Viet Nam', PHI: 'Philippines', INS: 'Indonesia',
  HAI: 'Haiti', HON: 'Honduras', GUA: 'Guatemala', NIC: 'Nicaragua', ELS: 'El Salvador', BOL: 'Bolivia (Plurinational State of)', ECU: 'Ecuador', PER: 'Peru', BRA: 'Brazil',
  SUD: 'Sudan', YEM: 'Yemen', IRQ: 'Iraq', LEB: 'Lebanon', EGY: 'Egypt', SAU: 'Saudi Arabia',
  RAF: 'Africa, regional', RAS: 'Asia and the Pacific, regional', RLA: 'Latin America and the Caribbean, regional', RNE: 'Near East, regional', INT: 'Interregional', GLO: 'Global',
} as const
export type Place = keyof typeof places

/** Openings and subjects of titles; any two read well together. */
export const openings = [
  'Support to', 'Strengthening', 'Building local capacity for', 'Scaling up', 'A common approach to', 'Improved', 'Farmer-led work on', 'Better information for', 'Partnerships for', 'Next steps in', 'Pilot work on', 'Institutional support to',
] as const

export const subjects = [
  'seed multiplication', 'small-scale irrigation', 'livestock health services', 'village poultry keeping', 'inland aquaculture', 'coastal fisheries management', 'community forestry', 'watershed management', 'soil fertility',
  'post-harvest handling', 'food safety inspection', 'school gardens', 'household nutrition', 'farmer field schools', 'market information', 'producer organizations', 'land tenure records', 'agricultural statistics',
  'crop forecasting', 'locust watch', 'plant protection', 'integrated pest management', 'pasture management', 'dairy processing', 'honey production', 'agroforestry', 'mangrove restoration', 'drought preparedness',
  'flood recovery of smallholders', 'crop diversification', 'rural advisory services', 'cassava processing', 'fruit and vegetable value chains', 'water user associations', 'animal feed supply', 'rice-based farming',
] as const

export const emergencySubjects = [
  'seed and tool distribution', 'restocking of herds', 'emergency animal vaccination', 'recovery of flooded farms', 'drought relief for herders', 'home gardens for displaced families', 'rehabilitation of irrigation canals',
  'food security analysis', 'coordination of agricultural relief', 'cash for work in farming villages', 'repair of fishing boats and gear', 'preparedness of rural communities',
] as const
