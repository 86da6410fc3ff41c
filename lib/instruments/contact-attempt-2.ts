import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes } from './build-items'
import { contactAttempt } from './contact-attempt'

/** Those who answer a village's telephones were "somebody else" before. */
const REACHED = buildChoice(
  'contact_reached',
  ['接听者', 'Person reached'],
  buildCodes([
    [0, 'nobody', '无人', 'Nobody'],
    [1, 'patient', '本人', 'The patient'],
    [2, 'spouse', '配偶', 'Spouse'],
    [3, 'child', '子女', 'Son or daughter'],
    [4, 'parent', '父母', 'Parent'],
    [5, 'other', '其他人', 'Somebody else'],
    [6, 'sibling', '兄弟姐妹', 'Brother or sister'],
    [7, 'neighbour', '邻居', 'Neighbour'],
    [8, 'village_doctor', '村医', 'Village doctor'],
  ]),
  { required: true },
)

/** One try to reach the patient; the words of the contact log and of telephone follow-up. */
export const contactAttempt2: Instrument = {
  ...contactAttempt,
  version: 2,
  items: contactAttempt.items.map((item) => (item.name === REACHED.name ? REACHED : item)),
}
