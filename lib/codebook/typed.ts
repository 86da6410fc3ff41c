/** Result of typing: the value (null = nothing typed), or a key of messages `issues` with what fills its text. */
export type Typed<T> =
  | { readonly ok: true; readonly value: T | null }
  | {
      readonly ok: false
      readonly issue: string
      readonly params?: Readonly<Record<string, string | number>> | undefined
    }
