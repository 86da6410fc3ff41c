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
export const JOA_FORM =
  'JOA 1986, parts and ranges after m.1wenmi.com/277691; wording of the grades is ours, unverified'
export const RAND_36 =
  'RAND 36-Item Health Survey 1.0, developed at RAND as part of the Medical Outcomes Study; scoring after rand.org'
export const CLAVIEN_DINDO = 'Clavien–Dindo, PMC7040148 (Table 1); in lumbar surgery: PMC5603580'
export const PFIRRMANN = 'Pfirrmann grades after BMC 1471-2474-11-122; adjectives of height unverified'
export const HEIGHT_RULES =
  'Height ratio and compression rate after PMC6530246, wedge ratio after s13018-023-03758-w; choice of the reference: rules of this registry'
export const GENANT =
  'Genant semiquantitative grades after QIMS 2019 (Wang); ties of 25 and 40 % to the lower grade: own proposal'
export const MODIC = 'Modic changes of the endplates, types I to III; unverified'
export const EQ_5D =
  'EQ-5D-5L: five levels of five dimensions and a scale of 0–100; wording licensed by EuroQol and not shipped; ranges unverified'
export const CHARLSON = 'Charlson 1987, weights unverified'
export const WHO_BONE = 'WHO 1994: T-score by DXA; cut points unverified'
export const JOA_CERVICAL = 'Cervical JOA of 17 points: PMC9344517 (range and thresholds); parts unverified'
