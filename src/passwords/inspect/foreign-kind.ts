/** A kind of password hash that Kratos does not know, and what becomes of it. */
export interface ForeignKind {
  name: string;
  /** Anchored and without nested repetition; a named group is a parameter, and a number. */
  is: RegExp;
  /** For people, after "It is". */
  what: string;
  /** A kind of `idp password convert`. */
  convert?: string;
  /** Whether the migration hook can verify it, and nothing else. */
  needsHook?: boolean;
  /** What else would work. */
  advice?: string;
}
