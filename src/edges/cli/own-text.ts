import type { Outcome } from '../../engine/outcome.ts';
import type { Aim } from './aimed-hint.ts';
import type { Paint } from './render-text.ts';

/** The text of an action whose answer is more than its results; undefined for all others. Lines end in a line feed. */
export async function ownText(outcome: Outcome, paint: Paint, aim: Aim): Promise<string | undefined> {
  return (await renderers[outcome.action]?.())?.(outcome, paint, aim);
}

type Renderer = (outcome: Outcome, paint: Paint, aim: Aim) => string | undefined;

const importAnswer = async (): Promise<Renderer> =>
  (await import('./import/render-import-answer.ts')).renderImportAnswer;

const renderers: Readonly<Record<string, () => Promise<Renderer>>> = {
  'import-identities': importAnswer,
  'validate-identities': importAnswer,
};
