import * as z from 'zod/mini';
import { sourceNames } from '../../sources/source.ts';

const texts = (description: string) => z.optional(z.array(z.string()).check(z.describe(description)));
const fileName = (description: string) =>
  z.optional(z.string().check(z.meta({ format: 'file' }), z.describe(description)));

/** The parameters that say how records become identities, for every action that reads files of them. */
export const conversionParameters = {
  from: z.optional(
    z
      .enum(sourceNames)
      .check(
        z.describe(
          'The system that exported them; else they are identities as Kratos takes or gives them, or CSV.',
        ),
      ),
  ),
  mapping: fileName('A mapping file, or one that comes with idp, okta or cognito.'),
  map: texts('Where a field goes, such as traits.email=mail.'),
  set: texts('The same for all, such as schema_id=customer.'),
  provider: texts("A provider's name there and its id in Kratos, such as google-oauth2=google."),
  'leave-out': texts('Fields that go nowhere.'),
  'bad-password': z.optional(
    z
      .enum(['reject', 'without-password'])
      .check(z.describe('What happens to a row whose hash cannot be brought over.')),
  ),
  'hook-hashes': fileName('Where hashes go that Kratos cannot hold, for idp password-hook.'),
  'hash-config': fileName("Of firebase, the project's hash_config, JSON."),
};

/** These parameters as they were given. */
export type ConversionParameters = z.infer<z.ZodMiniObject<typeof conversionParameters>>;
