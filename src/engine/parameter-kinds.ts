import * as z from 'zod/mini';
import { parseGoDuration } from '../kratos/go-duration.ts';
import { Secret } from '../secrets/secret.ts';

/** A Go duration above zero, as Kratos takes expires_in; checked before anything is sent. */
export const goDuration = () =>
  z.string().check(
    z.refine(
      (text) => (parseGoDuration(text) ?? 0) > 0,
      'must be a Go duration above zero, such as 30m or 1h30m',
    ),
    z.meta({ format: 'go-duration' }),
  );

/** A reference to a secret: its name or id, never its value. */
export const secretReference = () => z.string().check(z.meta({ format: 'secret-reference' }));

/** A result that is shown once and recorded nowhere. */
export const secretResult = () => z.custom<Secret>((value) => value instanceof Secret);

/** The name of a file; front doors make it absolute where it is kept for later. */
export const fileName = () => z.string().check(z.meta({ format: 'file' }));
