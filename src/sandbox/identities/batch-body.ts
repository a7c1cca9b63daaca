import { decode, type Decoder, list, optional, optionalUuid, struct } from '../go-decode.ts';
import { firstJsonValue, GoJsonError } from '../go-json.ts';
import { badRequest, KratosError } from '../kratos-error.ts';
import { createBody, type CreateBody } from './create-body.ts';

/** One item of a batch. Without `create` nothing is done, and the item's result is null. */
export interface BatchItem {
  create: CreateBody | undefined;
  patch_id: string | null;
}

const mostItems = 1000;

/**
 * Reads the body of PATCH /admin/identities; an undefined item was null. Throws the 400 of more than 1000
 * items, and for what cannot be decoded a 400 whose body calls itself 500.
 */
export function readBatchBody(body: string): (BatchItem | undefined)[] {
  const { identities } = decoded(body);
  if (identities.length > mostItems) {
    throw badRequest(
      `The maximum number of identities per request that can be created or deleted at once is ${mostItems}.`,
    );
  }
  return identities;
}

function decoded(body: string): BatchBody {
  try {
    return decode(batchBody, firstJsonValue(body), { strict: true });
  } catch (error) {
    if (error instanceof GoJsonError) throw undecodableBatch(error.message);
    throw error;
  }
}

/** Of a batch that cannot be decoded the HTTP status is right, and the code in its body is not. */
export function undecodableBatch(message: string): KratosError {
  return new KratosError(500, message, { httpStatus: 400 });
}

interface BatchBody {
  identities: (BatchItem | undefined)[];
}

const batchBody: Decoder<BatchBody> = struct('identity.BatchPatchIdentitiesBody', {
  identities: list(
    '*identity.BatchIdentityPatch',
    optional(
      struct<BatchItem>('identity.BatchIdentityPatch', {
        create: optional(createBody),
        patch_id: optionalUuid('*uuid.UUID'),
      }),
    ),
  ),
});
