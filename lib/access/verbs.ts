/** The one table of rights: verb × role. The trail, the doors and the matrix test all use these verbs. */

export const ROLES = [
  'nurse',
  'clinician',
  'researcher',
  'monitor',
  'assessor',
  'image_reader',
  'admin',
] as const
export type Role = (typeof ROLES)[number]

const everybody = ROLES
const ward = ['nurse', 'clinician'] as const
/** Who reads the record: the ward, and who verifies it. */
const readers = ['nurse', 'clinician', 'monitor'] as const
/** Who judges outcomes sees courses without the arm and enters the forms of visits. */
const wardAndAssessor = ['nurse', 'clinician', 'assessor'] as const
const readersAndAssessor = ['nurse', 'clinician', 'monitor', 'assessor'] as const
const clinician = ['clinician'] as const
const researcher = ['researcher'] as const
const analysts = ['clinician', 'researcher'] as const
const monitor = ['monitor'] as const
const admin = ['admin'] as const
const imageReader = ['image_reader'] as const
/** Who sees that a trial is run as planned, without its patients' records. */
const overseers = ['nurse', 'clinician', 'monitor', 'admin'] as const

export const POLICY = {
  'study.read': everybody,
  'protocol.read': everybody,
  'instrument.read': everybody,
  'instrument.draft': admin,
  'instrument.publish': admin,

  'patient.search': ward,
  'patient.register': ward,
  'patient.read': ward,
  'patient.update': ward,
  'patient.merge': clinician,
  'patient.part': clinician,
  'phone.list': ward,
  'phone.add': ward,
  'phone.update': ward,
  'phone.void': ward,
  'enrolment.list': readersAndAssessor,
  'enrolment.create': ward,
  'enrolment.read': readersAndAssessor,
  'enrolment.end': ward,
  'enrolment.reopen': ward,
  'enrolment.void': clinician,
  'enrolment.transfer': clinician,
  'enrolment.move_protocol': clinician,
  'operation.add': ward,
  'operation.update': ward,
  'operation.void': clinician,
  'visit.list': readersAndAssessor,
  'visit.add': ward,
  'visit.update': wardAndAssessor,
  'entry.read': readersAndAssessor,
  'entry.save': wardAndAssessor,
  'entry.move': ward,
  'entry.move_version': clinician,
  'entry.void': ward,
  'entry.history': readers,
  'visit.void': ward,
  'visit.sign': clinician,
  'visit.lock': clinician,
  'visit.unlock': clinician,
  'query.list': readers,
  'query.raise': readers,
  'query.update': readers,
  'draft.save': wardAndAssessor,

  'second_entry.list': ward,
  'second_entry.save': ward,
  'second_entry.resolve': ward,
  'verification.add': monitor,
  'verification.void': monitor,
  'quality.read': ['clinician', 'researcher', 'monitor', 'admin'],
  'quality.read_people': ['clinician', 'monitor', 'admin'],
  'freeze.create': ['researcher', 'admin'],
  'freeze.list': ['researcher', 'admin'],
  'freeze.read': researcher,

  'contact.list': ward,
  'contact.add': ward,
  'contact.update': ward,
  'contact.void': ward,
  'chasing.list': ward,
  'chasing.hand_over': ward,
  'calendar.list': ward,
  'calendar.create': ward,
  'calendar.revoke': ward,
  'follow_up.read': ['nurse', 'clinician', 'researcher', 'monitor', 'admin'],
  'follow_up.compare': researcher,
  'brake.release': admin,
  'brake.apply': admin,

  'self_report.invite': ward,
  'self_report.revoke': ward,
  'self_report.list': ward,
  'self_report.accept': ward,
  'self_report.reject': ward,

  'complication.list': readers,
  'complication.propose': ward,
  'complication.adjudicate': clinician,
  'complication.vote': clinician,
  'definition.preview': clinician,
  'definition.apply': clinician,
  'alert.list': readers,
  'alert.count': ['nurse', 'clinician', 'admin'],
  'alert.acknowledge': ward,

  'screening.list': overseers,
  'screening.add': ward,
  'screening.update': ward,
  'screening.void': ward,
  'allocation.list': overseers,
  'allocation.prepare': admin,
  'allocation.randomise': ward,
  'unblinding.add': clinician,
  'reading.list': imageReader,
  'reading.hand_over': ward,
  'reading.save': imageReader,

  'comparison.run': analysts,
  'comparison.read': analysts,
  'extract.run': researcher,
  'extract.read': researcher,

  'trail.read': admin,
  'person.list': admin,
  'person.add': admin,
  'person.update': admin,
  'person.update_own': everybody,
  'site.list': admin,
  'site.create': admin,
  'site.update': admin,
  'study.create': admin,
  'study.update': admin,
  'protocol.draft': admin,
  'protocol.publish': admin,

  // The command line and the system alone.
  'instance.prepare': [],
  'data.import': [],
  'extract.run_coded': [],
  'trail.verify': [],
  'draft.purge': [],
  'job.record': [],
  'session.open': [],
  'session.read': [],
  'session.end': [],
  'session.purge': [],
  'request.purge': [],

  // A patient, by the token of a link; and what is left of it.
  'self_report.answer': [],
  'self_report.purge': [],

  // Nobody yet: proves itself by a code, or by the secret in its address.
  'instance.set_up': [],
  'calendar.read': [],
} as const satisfies Record<string, readonly Role[]>

export type Verb = keyof typeof POLICY
