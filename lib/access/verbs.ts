/** The one table of rights: verb × role. The trail, the doors and the matrix test all use these verbs. */

export const ROLES = ['nurse', 'clinician', 'researcher', 'admin'] as const
export type Role = (typeof ROLES)[number]

const everybody = ROLES
const ward = ['nurse', 'clinician'] as const
const clinician = ['clinician'] as const
const researcher = ['researcher'] as const
const analysts = ['clinician', 'researcher'] as const
const admin = ['admin'] as const

export const POLICY = {
  'study.read': everybody,
  'protocol.read': everybody,
  'instrument.read': everybody,

  'patient.search': ward,
  'patient.register': ward,
  'patient.read': ward,
  'enrolment.list': ward,
  'enrolment.create': ward,
  'enrolment.read': ward,
  'enrolment.end': ward,
  'operation.add': ward,
  'operation.update': ward,
  'visit.list': ward,
  'visit.add': ward,
  'visit.update': ward,
  'entry.read': ward,
  'entry.save': ward,
  'draft.save': ward,

  'complication.list': ward,
  'complication.propose': ward,
  'complication.adjudicate': clinician,
  'alert.list': ward,
  'alert.acknowledge': ward,

  'comparison.run': analysts,
  'comparison.read': analysts,
  'extract.run': researcher,
  'extract.read': researcher,

  'trail.read': admin,
  'person.list': admin,
  'person.add': admin,
  'person.update': admin,
  'person.update_own': everybody,

  // The command line and the system alone.
  'instance.prepare': [],
  'study.create': [],
  'site.create': [],
  'data.import': [],
  'trail.verify': [],
  'draft.purge': [],
  'session.open': [],
  'session.read': [],
  'session.end': [],
} as const satisfies Record<string, readonly Role[]>

export type Verb = keyof typeof POLICY
