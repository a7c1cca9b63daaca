import type { Action } from '../../../engine/define-action.ts';
import { faultOf } from '../../../engine/missing-parameters.ts';
import type { Prompts } from '../../../host/prompts/prompts.ts';
import type { Asking } from './asking.ts';

/**
 * One value, as it would be typed on the line: of a few choices one is selected, a boolean is a yes or no, all else is
 * typed and held against the action's own schema while it can be mended.
 */
export async function askValue(
  prompts: Prompts,
  { entry, name, signal }: Asking,
  action: Action,
): Promise<string> {
  const schema = entry.params[name];
  const question = { about: schema?.description, message: `${name}:`, signal };
  if (schema?.enum !== undefined) {
    return prompts.select({
      ...question,
      choices: schema.enum.map((value) => ({ name: value, value })),
      byDefault: typeof schema.default === 'string' ? schema.default : undefined,
    });
  }
  if (schema?.type === 'boolean') {
    return String(await prompts.confirm({ ...question, byDefault: schema.default === true }));
  }
  const typed = await prompts.input({
    ...question,
    fault: (text) => faultOf(entry, action, name, text.trim()),
  });
  return typed.trim();
}
