/**
 * Users of Okta: `GET /api/v1/users` as JSON, and the CSV files of its console (columns as in its import template, or of
 * the reports). What the statuses mean is told by the user lifecycle in Okta's documentation: in all of those that are
 * active here the person may sign in, by a new password or a mail at worst. `credentials.password.hash` is what a file
 * has that was made for the import of Okta; Okta gives no hash out.
 */
export const oktaMapping = `source: csv
name: okta
map:
  external_id: [id, User ID, User Id]
  traits.email: [profile.email, email, Primary email, Email]
  traits.username: [profile.login, login, Username, Login]
  traits.phone: [profile.mobilePhone, mobilePhone, Mobile phone]
  traits.name.first: [profile.firstName, firstName, First name]
  traits.name.last: [profile.lastName, lastName, Last name]
  verified.email:
    from: credentials.emails
    address: value
    flag: status
    values: {VERIFIED: true, UNVERIFIED: false}
  state:
    from: [status, Status]
    values:
      ACTIVE: active
      PASSWORD_EXPIRED: active
      RECOVERY: active
      LOCKED_OUT: active
      PROVISIONED: active
      STAGED: inactive
      SUSPENDED: inactive
      DEPROVISIONED: inactive
      Active: active
      Password expired: active
      Password reset: active
      Locked out: active
      Pending user action: active
      Staged: inactive
      Suspended: inactive
      Deactivated: inactive
  metadata_admin.okta.status: [status, Status]
  credentials.password:
    kind: okta
    from: credentials.password.hash
leave-out: [_links]
`;
