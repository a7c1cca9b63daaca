/** A session as it is stored. Times are in stored form (src/sandbox/clock.ts). */
export interface Session {
  readonly id: string;
  readonly identityId: string;
  /** False once it was revoked. A session also ends by its expiry or by the state of its identity. */
  readonly active: boolean;
  readonly aal: 'aal1' | 'aal2';
  readonly authenticationMethods: readonly AuthenticationMethod[];
  readonly issuedAt: string;
  readonly authenticatedAt: string;
  readonly expiresAt: string;
  readonly createdAt: string;
}

export interface AuthenticationMethod {
  readonly method: 'password' | 'code_recovery' | 'link_recovery' | 'totp' | 'lookup_secret';
  readonly aal: 'aal1' | 'aal2';
  readonly completed_at: string;
}

/** What a session was opened from. */
export interface Device {
  readonly id: string;
  readonly ipAddress: string;
  readonly userAgent: string | null;
  readonly location: string;
}
