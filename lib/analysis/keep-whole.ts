/** A line may break before an interval or a second P, never inside a number and its interval or around ±. */
export function keepWhole(text: string): string {
  return text
    .replaceAll(/\([^()]*\)/g, (interval) => interval.replaceAll(' ', '\u00a0'))
    .replaceAll(/ (±|=) /g, '\u00a0$1\u00a0')
    .replace(/^ /, '\u00a0')
}
