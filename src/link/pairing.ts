import * as v from 'valibot';

const answerSchema = v.object({ credential: v.pipe(v.string(), v.minLength(1)), secret: v.pipe(v.string(), v.minLength(1)) });
export type Credential = v.InferOutput<typeof answerSchema>;

/** Why a one-time link gave nothing: it is spent or unknown, the gateway is away, or what answered is no gateway. */
export type PairingFailure = 'link-spent' | 'too-many' | 'no-gateway' | 'not-a-gateway';
export type Pairing = { readonly ok: true; readonly credential: Credential } | { readonly ok: false; readonly reason: PairingFailure };

/** Exchanges a one-time link for this browser's own credential. @param base folder that the app is served from. */
export async function pair(base: URL, token: string, send: typeof fetch = fetch): Promise<Pairing> {
  let response: Response;
  try {
    const body = JSON.stringify({ token });
    response = await send(new URL('pair', base), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  } catch {
    return { ok: false, reason: 'no-gateway' };
  }
  if (response.status === 429) return { ok: false, reason: 'too-many' };
  if ([400, 401, 403, 409, 410].includes(response.status)) return { ok: false, reason: 'link-spent' };
  const answer: unknown = response.ok ? await response.json().catch(() => null) : null;
  const parsed = v.safeParse(answerSchema, answer);
  return parsed.success ? { ok: true, credential: parsed.output } : { ok: false, reason: 'not-a-gateway' };
}
