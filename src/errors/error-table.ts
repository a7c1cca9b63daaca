/**
 * Every way an action can end badly. `exit` is the exit status of the command line, `http` the status
 * that an HTTP door answers, `retry` says whether the same request may succeed later unchanged, and
 * `hint` is what to do next where the place of failure knows nothing better.
 */
export const errorTable = {
  internal: {
    exit: 1,
    http: 500,
    retry: false,
    hint: 'This is a fault in idp: run it again with --debug and report what it prints.',
  },
  'kratos-rejected': {
    exit: 1,
    http: 422,
    retry: false,
    hint: 'Kratos understood the request and refused it; change what it names and run it again.',
  },
  'unexpected-answer': {
    exit: 1,
    http: 502,
    retry: false,
    hint: "Check that the admin URL is Kratos's admin port (4434 by default) and that no proxy answers for it.",
  },
  'catalog-invalid': {
    exit: 1,
    http: 500,
    retry: false,
    hint: 'Mend actions.yaml or the handler in actions/ that it names.',
  },
  'storage-failed': {
    exit: 1,
    http: 500,
    retry: false,
    hint: 'Check free space and permissions of the folder named, then run it again.',
  },
  'history-unavailable': {
    exit: 1,
    http: 500,
    retry: false,
    hint: 'Nothing was sent. Make the data folder writable, or choose another with XDG_DATA_HOME.',
  },
  usage: {
    exit: 2,
    http: 400,
    retry: false,
    hint: 'idp --help lists every command and option, idp show-action NAME what an action takes.',
  },
  'invalid-parameter': {
    exit: 2,
    http: 400,
    retry: false,
    hint: 'See what an action takes with idp show-action NAME.',
  },
  'confirmation-required': {
    exit: 2,
    http: 412,
    retry: false,
    hint: 'Look first with --dry-run; then give --yes, or --confirm with the identity id.',
  },
  'identity-not-found': {
    exit: 3,
    http: 404,
    retry: false,
    hint: 'Check the id or address, and with idp context show which Kratos was asked.',
  },
  'credential-not-found': {
    exit: 3,
    http: 404,
    retry: false,
    hint: 'See what is there with idp run get-identity.',
  },
  'secret-not-found': {
    exit: 3,
    http: 404,
    retry: false,
    hint: 'See what is there with idp secret list; idp secret add NAME KEY --grant ACTION stores one.',
  },
  'operation-not-found': { exit: 3, http: 404, retry: false, hint: 'See them with idp operations.' },
  'task-not-found': {
    exit: 3,
    http: 404,
    retry: false,
    hint: 'See operations and their tasks with idp operations.',
  },
  'action-not-found': { exit: 3, http: 404, retry: false, hint: 'See all of them with idp actions.' },
  unauthorised: {
    exit: 4,
    http: 401,
    retry: false,
    hint: 'Kratos itself asks for none on its admin port: give what stands in front of it a bearer-token or a header of the context, each the name of a secret.',
  },
  'secret-not-granted': {
    exit: 4,
    http: 403,
    retry: false,
    hint: 'Grant it with idp secret grant NAME ACTION.',
  },
  'secret-store-locked': {
    exit: 4,
    http: 423,
    retry: false,
    hint: 'Unlock what protects the secret store, then run it again.',
  },
  forbidden: {
    exit: 4,
    http: 403,
    retry: false,
    hint: 'What stands in front of the admin port refuses this request: ask whoever runs it.',
  },
  'identity-exists': {
    exit: 5,
    http: 409,
    retry: false,
    hint: 'Use the identity that exists, or another address.',
  },
  'ambiguous-identity': {
    exit: 5,
    http: 409,
    retry: false,
    hint: 'Run it again with identity-id=<one of them>.',
  },
  'secret-exists': {
    exit: 5,
    http: 409,
    retry: false,
    hint: 'Take another name, or give it a new revision with idp secret update.',
  },
  'task-ended': { exit: 5, http: 409, retry: false, hint: 'Look at it with idp show-task.' },
  'cannot-be-undone': {
    exit: 5,
    http: 409,
    retry: false,
    hint: 'Nothing was changed. See what it did with idp show-operation.',
  },
  'last-credential': {
    exit: 5,
    http: 409,
    retry: false,
    hint: 'Give a recovery code first (idp run reset-password), or allow it with allow-lockout=true.',
  },
  partial: { exit: 6, http: 207, retry: false, hint: 'Run it again for those that failed.' },
  different: { exit: 6, http: 409, retry: false, hint: 'The results say what differs.' },
  unavailable: {
    exit: 7,
    http: 503,
    retry: true,
    hint: 'Check that Kratos runs and that the admin URL is right.',
  },
  timeout: { exit: 7, http: 504, retry: true, hint: 'Run it again, or allow more time with --timeout 30s.' },
  'rate-limited': { exit: 7, http: 429, retry: true, hint: 'Wait a moment and run it again.' },
  cancelled: { exit: 130, http: 409, retry: false, hint: 'Nothing was changed.' },
  aborted: {
    exit: 130,
    http: 499,
    retry: false,
    hint: 'The results say what was already done; look with idp run get-identity before running it again.',
  },
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof errorTable;

export type ErrorRule = {
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 130;
  readonly http: number;
  readonly retry: boolean;
  readonly hint: string;
};

/** The signals that end a run, with the exit status a shell expects of each (128 + its number). */
export const signalExit = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export type EndingSignal = keyof typeof signalExit;
