/** Where the embedded Kratos is found, and where it sends people. */
export interface SandboxUrls {
  /** Base URLs without a trailing slash. Empty until both ports are bound, so read them per request. */
  admin: string;
  public: string;
  readonly recoveryUi: string;
  readonly settingsUi: string;
  readonly allowedReturnUrls: readonly string[];
}
