import type { RecordPlace } from '../records/record.ts';
import type { IdentityBody } from './converted-identity.ts';
import type { ConversionProblem, ConversionStep } from './convert-files.ts';

/** What became of the records of an export, in numbers; no value of a record is in it. */
export interface ConversionReport {
  read: number;
  converted: number;
  rejected: number;
  /** By format of the hash; `none`, and `hook: KIND` for what goes to the migration hook. */
  passwords: Record<string, number>;
  /** By the provider's id in Kratos. */
  links: Record<string, number>;
  totp: number;
  'lookup-secret': number;
  inactive: number;
  'verified-addresses': number;
  /** Fields of the converted records that went to metadata_admin under the source's name. */
  'in-metadata': Record<string, number>;
  /** Fields of the converted records, and of the files, that went nowhere. */
  'left-out': Record<string, number>;
  problems: ReportedProblem[];
}

/** Problems of one kind: same code, field and sentence. */
export interface ReportedProblem {
  readonly code: string;
  readonly field: string;
  readonly message: string;
  readonly rejects: boolean;
  count: number;
  /** Of the first few. */
  readonly places: RecordPlace[];
}

export interface ReportKeeper {
  add(step: ConversionStep): void;
  report(): ConversionReport;
}

export function keepReport(): ReportKeeper {
  const numbers = { read: 0, converted: 0, rejected: 0 };
  const credentials = { totp: 0, 'lookup-secret': 0, inactive: 0, 'verified-addresses': 0 };
  const passwords = counter();
  const links = counter();
  const inMetadata = counter();
  const leftOut = counter();
  const problems = new Map<string, ReportedProblem>();

  return {
    add(step) {
      if (step.isRecord) numbers.read += 1;
      if (step.identity !== undefined) addIdentity(step.identity, step.password);
      else if (step.isRecord) numbers.rejected += 1;
      // Of a rejected record everything is among the rejects, and nothing in the metadata.
      if (step.identity !== undefined || !step.isRecord) {
        for (const name of step.inMetadata) inMetadata.count(name);
        for (const name of step.leftOut) leftOut.count(name);
      }
      for (const problem of step.problems) addProblem(problem, step.place);
    },
    report: () => ({
      ...numbers,
      passwords: passwords.counts(),
      links: links.counts(),
      ...credentials,
      'in-metadata': inMetadata.counts(),
      'left-out': leftOut.counts(),
      problems: [...problems.values()],
    }),
  };

  function addIdentity(identity: IdentityBody, password: string): void {
    numbers.converted += 1;
    passwords.count(password);
    const { oidc, saml } = identity.credentials ?? {};
    for (const one of [oidc, saml]) {
      for (const { provider } of one?.config.providers ?? []) links.count(provider);
    }
    if (identity.credentials?.totp !== undefined) credentials.totp += 1;
    if (identity.credentials?.lookup_secret !== undefined) credentials['lookup-secret'] += 1;
    if (identity.state === 'inactive') credentials.inactive += 1;
    credentials['verified-addresses'] += identity.verifiable_addresses?.length ?? 0;
  }

  function addProblem({ code, field, message, rejects }: ConversionProblem, place: RecordPlace): void {
    const kind = `${code}\0${field}\0${message}`;
    const known = problems.get(kind);
    if (known !== undefined) {
      known.count += 1;
      if (known.places.length < placesKept) known.places.push(place);
    } else if (problems.size < kindsKept) {
      problems.set(kind, { code, field, message, rejects, count: 1, places: [place] });
    } else if (problems.size === kindsKept) {
      const rest = 'problems of other kinds, which --rejects FILE tells one by one';
      problems.set(others, { code: 'other', field: '', message: rest, rejects, count: 1, places: [place] });
    } else {
      const rest = problems.get(others);
      if (rest !== undefined) rest.count += 1;
    }
  }
}

const placesKept = 5;
/** Sentences name positions and sizes, so that a hostile file could have one of its own for each record. */
const kindsKept = 1000;
/** A file may have people's names for keys. */
const namesKept = 2000;
const others = '(others)';

function counter(): { count(name: string): void; counts(): Record<string, number> } {
  const counts = new Map<string, number>();
  return {
    count(name) {
      const key = counts.has(name) || counts.size < namesKept ? name : others;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    counts: () => Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a)),
  };
}
