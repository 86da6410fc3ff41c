/** Words that make a password long without making it hard to guess. */
const COMMON = [
  'password',
  'passwort',
  'passw0rd',
  'welcome',
  'letmein',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'dragon',
  'monkey',
  'master',
  'shadow',
  'trustno1',
  'changeme',
  'secret',
  'default',
  'administrator',
  'admin',
  'user',
  'test',
  'login',
  'hospital',
  'doctor',
  'nurse',
  'spine',
  'suivi',
  'registry',
  'yiyuan',
  'jizhu',
  'suifang',
  'woaini',
  'mima',
  'aini1314',
  '密码',
  '医院',
  '脊柱',
  '随访',
]

/** As they lie on the keyboard; anything that runs along one of them, either way, is no secret. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]
const RUN_LENGTH = 4
/** What must be left when everything that can be guessed is taken away. */
const LEAST_LEFT = 8
const LEAST_DIFFERENT = 5

export type PasswordFault = 'password_is_name' | 'password_common'

/**
 * Why a password that is long enough can still be guessed; null when it cannot. `names` are those of the person
 * and of the place.
 */
export function judgePassword(password: string, names: readonly string[]): PasswordFault | null {
  const text = plain(password)
  const withoutNames = remove(text, names.flatMap(listParts))
  if (text.length >= LEAST_LEFT && withoutNames.length < LEAST_LEFT) return 'password_is_name'
  const left = removeRepeats(removeRuns(remove(withoutNames, COMMON).replace(/(19|20)\d\d/g, '')))
  return left.length < LEAST_LEFT || new Set(text).size < LEAST_DIFFERENT ? 'password_common' : null
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}

/** The name itself and its parts: "li.min", "li", "min" would take too much away, so short parts stay. */
function listParts(name: string): string[] {
  const parts = name.split(/[\s\p{P}\p{S}]+/u).filter((part) => part.length >= 4)
  return [plain(name), ...parts.map(plain)].filter((part) => part.length >= 2)
}

function remove(text: string, words: readonly string[]): string {
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((left, word) => left.replaceAll(word, ''), text)
}

function removeRuns(text: string): string {
  const both = RUNS.flatMap((run) => [run, [...run].reverse().join('')])
  let left = ''
  for (let at = 0; at < text.length;) {
    let end = at
    while (end < text.length && both.some((run) => run.includes(text.slice(at, end + 1)))) end += 1
    if (end - at < RUN_LENGTH) left += text.charAt(at)
    at += end - at < RUN_LENGTH ? 1 : end - at
  }
  return left
}

/** "abcabcabc" says no more than "abc". */
function removeRepeats(text: string): string {
  return text.replace(/(.{1,12}?)\1+/gu, '$1')
}
