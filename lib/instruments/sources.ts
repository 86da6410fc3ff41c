/** Where instruments and thresholds come from, as printed beside them. */
export const OVCF_STUDY =
  'Chin J Geriatr Orthop Rehabil 2026;12(2):65–71, doi:10.3877/cma.j.issn.2096-0263.2026.02.001'
export const SNRB_STUDY = 'Chin J Pain Med 2025(6), ChiCTR2500098755'
export const RESIDUAL_REVIEW = 'J Clin Pers Med 2025;4(1):932–938, doi:10.12677/jcpm.2025.41131'
export const ODI_RULE = 'ODI 2.1a scoring rule, from secondary pages that quote it'
export const OWN_PROPOSAL = 'Own proposal of this registry, no published standard'
export const OWN_RULES = 'Rules of this registry'
export const YEOM = 'Yeom 2003, PMID 12585583'
export const LATER_LEAK_TYPES = 'PMC8449924 (2021, type D); Chen Ji, 370 levels (needle tract)'
export const MACNAB_MODIFIED = 'Modified MacNab criteria after scientificspine.com, in our own words'
