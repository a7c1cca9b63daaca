import { compareAnswer } from './compare-answer.ts';
import { createDerivations } from './derived.ts';
import type { Exchange, RecordedRequest } from './exchange.ts';
import { generatedBody, generatedWords } from './generated-body.ts';
import { createPlaceholders, type Placeholders } from './placeholders.ts';
import { type Answer, send } from './send.ts';
import { setUp } from './set-up.ts';

/** Replays one exchange against an empty server and returns every difference from what was recorded. */
export async function replay(exchange: Exchange, urls: { admin: string; public: string }): Promise<string[]> {
  const placeholders = createPlaceholders(urls);
  const derivations = createDerivations();
  const differences: string[] = [];
  for (const [at, { note, request, response, derived = {} }] of exchange.steps.entries()) {
    const setups = (exchange.setup ?? []).filter((setup) => setup.after_step === at);
    await setUp(urls.admin, setups, placeholders);
    await startLogin(request, urls.public, placeholders);
    const answer = await sendStep(exchange.name, placeholders.fill(request), urls);
    const found = [
      ...compareAnswer(response, answer, placeholders),
      ...derivations.compare(derived, answer.body),
    ];
    derivations.remember(request.method, answer.body);
    differences.push(...found.map((difference) => `step ${at + 1} (${note}): ${difference}`));
  }
  return differences;
}

/** A login was preceded by the start of its flow, which is not recorded but has the flow's id. */
async function startLogin(
  request: RecordedRequest,
  publicUrl: string,
  placeholders: Placeholders,
): Promise<void> {
  const flow = /\/self-service\/login\?flow=\{\{(uuid:\d+)\}\}/.exec(request.path)?.[1];
  if (flow === undefined || placeholders.get(flow) !== undefined) return;
  const started = await send(publicUrl, { method: 'GET', path: '/self-service/login/api' });
  placeholders.set(flow, (started.body as { id: string }).id);
}

function sendStep(
  name: string,
  request: RecordedRequest,
  urls: { admin: string; public: string },
): Promise<Answer> {
  const { method, path, headers, raw } = request;
  const words = generatedWords(request.body);
  const body = words === undefined ? request.body : generatedBody(words, name);
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return send(urls[request.server ?? 'admin'], {
    method,
    path,
    ...(headers && { headers }),
    ...(text !== undefined && { text }),
  });
}
