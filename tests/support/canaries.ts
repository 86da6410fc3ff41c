import type { Identity } from '@/lib/records/patients/identity'
import { spellName } from '@/lib/records/patients/normalise'

const SURNAMES = ['欧阳', '司马', '上官', '诸葛', '慕容', '令狐', '东方', '皇甫', '尉迟', '公孙']
const GIVEN = ['例明霞', '例文渊', '例秀珍', '例国栋', '例春燕']

/** Fifty invented people; every part of each can be looked for. */
export const CANARIES: readonly Required<Identity>[] = SURNAMES.flatMap((surname, i) =>
  GIVEN.map((given, j) => {
    const n = `${i}${j}`
    return {
      name: surname + given,
      sex: j % 2 ? 'M' : 'F',
      birthDate: `19${30 + i}-0${j + 3}-1${i}`,
      phone: `139${n}86421${j}`,
      idNumber: `11010119${30 + i}0${j + 3}1${i}88${n}`,
      hospitalNumber: `ZY-2026-77${n}`,
      address: `例州市示范路${n}号院`,
    }
  }),
)

const NEEDLES = CANARIES.flatMap(({ sex: _sex, ...parts }) => [
  ...Object.values(parts),
  spellName(parts.name).full,
])

/** What of them stands in a text. */
export const listHits = (text: string): string[] =>
  NEEDLES.filter((needle) => text.toLowerCase().includes(needle.toLowerCase()))
