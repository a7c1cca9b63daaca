import * as z from 'zod/mini';
import type { CatalogEntry } from '../../src/engine/catalog.ts';
import {
  defineAction,
  defineFilesAction,
  defineIdentityAction,
  type Action,
} from '../../src/engine/define-action.ts';

/** An action on nothing with a parameter of every type, for what the eleven real ones do not have. */
export const everyType: { readonly entry: CatalogEntry; readonly action: Action } = {
  entry: {
    name: 'every-type',
    description: 'Takes every type.',
    params: {
      text: { type: 'string', description: 'A text.' },
      flag: { type: 'boolean', description: 'A flag.' },
      count: { type: 'integer', description: 'A count.', minimum: 1, maximum: 9 },
      rate: { type: 'number', description: 'A rate.' },
      map: {
        type: 'object',
        description: 'A map.',
        properties: { level: { type: 'integer', description: 'A level.' } },
      },
      list: { type: 'array', description: 'A list.' },
      items: { type: 'array', items: { type: 'string' }, description: 'Texts.' },
      size: { type: 'string', description: 'A choice.', enum: ['small', 'large'], default: 'small' },
    },
    required: [],
    additionalProperties: false,
    parallel: false,
    'execution-group': '',
    effect: 'write',
    target: 'none',
    aliases: [],
  },
  action: defineAction({
    params: {
      text: z.optional(z.string()),
      flag: z.optional(z.boolean()),
      count: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
      rate: z.optional(z.number()),
      map: z.optional(z.record(z.string(), z.unknown())),
      list: z.optional(z.array(z.unknown())),
      items: z.optional(z.array(z.string())),
      size: z._default(z.enum(['small', 'large']), 'small'),
    },
    results: {},
    run: () => Promise.resolve({}),
  }),
};

/** An action on files. */
export const onFiles: { readonly entry: CatalogEntry; readonly action: Action } = {
  entry: {
    ...everyType.entry,
    name: 'on-files',
    params: { files: { type: 'array', items: { type: 'string' }, description: 'Files.' } },
    required: ['files'],
    target: 'files',
  },
  action: defineFilesAction({
    params: { files: z.array(z.string()) },
    results: {},
    run: () => Promise.resolve({}),
  }),
};

/** An action on one identity that also needs two parameters of its own. */
export const onIdentity: { readonly entry: CatalogEntry; readonly action: Action } = {
  entry: {
    ...everyType.entry,
    name: 'on-identity',
    params: {
      'identity-id': { type: 'string', description: 'Id.' },
      email: { type: 'string', description: 'Address.' },
      colour: { type: 'string', description: 'Colour.' },
      shape: { type: 'string', description: 'Shape.' },
    },
    required: ['colour', 'shape'],
    target: 'identity',
  },
  action: defineIdentityAction({
    params: { colour: z.string(), shape: z.string() },
    results: { changed: z.boolean() },
    run: (_params, { identity }) => Promise.resolve({ 'identity-id': identity.id, changed: false }),
  }),
};
