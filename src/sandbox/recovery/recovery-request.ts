import { namedText, optional, struct, text, uuid } from '../go-decode.ts';

export interface RecoveryRequest {
  identity_id: string;
  /** A Go duration; empty for the default. */
  expires_in: string;
}

export interface RecoveryCodeRequest extends RecoveryRequest {
  flow_type: string | undefined;
}

/** The body of `POST /admin/recovery/link`. */
export const linkRequest = struct<RecoveryRequest>('link.createRecoveryLinkForIdentityBody', {
  identity_id: uuid,
  expires_in: text,
});

/** The body of `POST /admin/recovery/code`. */
export const codeRequest = struct<RecoveryCodeRequest>('code.createRecoveryCodeForIdentityBody', {
  identity_id: uuid,
  expires_in: text,
  flow_type: optional(namedText('flow.Type')),
});
