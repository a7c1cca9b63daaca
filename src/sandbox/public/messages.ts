import type { Message } from './ui.ts';

// Numbers and words are Kratos's: user interfaces and scripts look at the numbers.

export const labels = {
  identifier: { id: 1_070_004, text: 'ID', type: 'info' },
  password: { id: 1_070_001, text: 'Password', type: 'info' },
  signInWithPassword: { id: 1_010_022, text: 'Sign in with password', type: 'info' },
  authenticationCode: { id: 1_010_006, text: 'Authentication code', type: 'info' },
  useAuthenticator: { id: 1_010_009, text: 'Use Authenticator', type: 'info' },
  backupCode: { id: 1_010_007, text: 'Backup recovery code', type: 'info' },
  useBackupCode: { id: 1_010_010, text: 'Use backup recovery code', type: 'info' },
  email: { id: 1_070_007, text: 'Email', type: 'info' },
  recoveryCode: { id: 1_070_010, text: 'Recovery code', type: 'info' },
  continue: { id: 1_070_009, text: 'Continue', type: 'info' },
} as const satisfies Record<string, Message>;

export const invalidCredentials: Message = {
  id: 4_000_006,
  text: 'The provided credentials are invalid, check for spelling mistakes in your password or username, email address, or phone number.',
  type: 'error',
};

export const totpCodeInvalid: Message = {
  id: 4_000_008,
  text: 'The provided authentication code is invalid, please try again.',
  type: 'error',
};

export const noTotpDevice: Message = {
  id: 4_000_011,
  text: 'You have no TOTP device set up.',
  type: 'error',
};

export const backupCodeUsed: Message = {
  id: 4_000_012,
  text: 'This backup recovery code has already been used.',
  type: 'error',
};

export const noBackupCodes: Message = {
  id: 4_000_014,
  text: 'You have no backup recovery codes set up.',
  type: 'error',
};

export const backupCodeInvalid: Message = {
  id: 4_000_016,
  text: 'The backup recovery code is not valid.',
  type: 'error',
};

export const confirmItIsYou: Message = {
  id: 1_010_003,
  text: 'Please confirm this action by verifying that it is you.',
  type: 'info',
};

export const secondFactorDue: Message = {
  id: 1_010_004,
  text: 'Please complete the second authentication challenge.',
  type: 'info',
};

export const noLoginStrategy: Message = {
  id: 4_010_002,
  text: 'Could not find a strategy to log you in with. Did you fill out the form correctly?',
  type: 'error',
};

export const noRecoveryStrategy: Message = {
  id: 4_010_005,
  text: 'Could not find a strategy to recover your account with. Did you fill out the form correctly?',
  type: 'error',
};

export const recoveryTokenInvalid: Message = {
  id: 4_060_004,
  text: 'The recovery token is invalid or has already been used. Please retry the flow.',
  type: 'error',
};

export const recoveryCodeInvalid: Message = {
  id: 4_060_006,
  text: 'The recovery code is invalid or has already been used. Please try again.',
  type: 'error',
};

/** A property that is absent or empty. */
export function missingProperty(property: string): Message {
  return {
    id: 4_000_002,
    text: `Property ${property} is missing.`,
    type: 'error',
    context: { property },
  };
}

/** A text of fewer characters than it must have. */
export function tooShort(least: number, length: number): Message {
  return {
    id: 4_000_003,
    text: `length must be >= ${least}, but got ${length}`,
    type: 'error',
    context: { actual_length: length, min_length: least },
  };
}

/** A password that bcrypt would cut; the lengths are in bytes. */
export function passwordTooLong(most: number, length: number): Message {
  return {
    id: 4_000_033,
    text: `The password must be at most ${most} characters long, but got ${length}.`,
    type: 'error',
    context: { max_length: most, actual_length: length },
  };
}

/** A refusal that has no number of its own. */
export function genericError(reason: string): Message {
  return { id: 4_000_001, text: reason, type: 'error', context: { reason } };
}

export function recoveryFlowExpired(expiredAt: Date, now: Date): Message {
  return {
    id: 4_060_005,
    text: `The recovery flow expired ${minutesBetween(expiredAt, now)} minutes ago, please try again.`,
    type: 'error',
    context: { expired_at: expiredAt.toISOString(), expired_at_unix: Math.floor(expiredAt.getTime() / 1000) },
  };
}

export function loginFlowExpired(expiredAt: Date, now: Date): Message {
  return {
    id: 4_010_001,
    text: `The login flow expired ${minutesBetween(expiredAt, now)} minutes ago, please try again.`,
    type: 'error',
    context: { expired_at: expiredAt.toISOString(), expired_at_unix: Math.floor(expiredAt.getTime() / 1000) },
  };
}

/** With two decimals, as Kratos words the age of an expired flow. */
export function minutesBetween(from: Date, to: Date): string {
  return ((to.getTime() - from.getTime()) / 60_000).toFixed(2);
}
