import * as v from 'valibot';

/** Body of `POST pair`: the token of the one-time link. */
export const pairRequestSchema = v.object({ token: v.pipe(v.string(), v.maxLength(64)) });

/** Answer of `POST pair` with 200. 403: spent or unknown link; 429: too many attempts. */
export const pairAnswerSchema = v.object({ credential: v.string(), secret: v.string(), storeId: v.string() });
export type PairAnswer = v.InferOutput<typeof pairAnswerSchema>;

/** Answer of `POST link`, asked by a paired browser: a one-time link for another one. */
export const linkAnswerSchema = v.object({ url: v.string() });
export type LinkAnswer = v.InferOutput<typeof linkAnswerSchema>;

/** Value of the Authorization header for `history` and `link`; the names and secrets of credentials have no colon. */
export const authorization = (credential: string, secret: string): string => `Bearer ${credential}:${secret}`;

/** The credential and secret of an Authorization header; undefined when it is not one of ours. */
export function readAuthorization(header: string | undefined): { credential: string; secret: string } | undefined {
  const match = /^Bearer ([\w-]{1,64}):([\w-]{1,128})$/.exec(header ?? '');
  return match?.[1] && match[2] ? { credential: match[1], secret: match[2] } : undefined;
}

const label = v.pipe(v.string(), v.trim(), v.maxLength(40));

/** Answer of `GET phones`, asked by a paired browser: who is let in. `since` ISO 8601; `label` as a person called it, null = nobody did. */
export const phonesAnswerSchema = v.object({
  phones: v.array(v.object({ name: v.string(), label: v.nullable(v.string()), since: v.string(), own: v.boolean() })),
});
export type PhonesAnswer = v.InferOutput<typeof phonesAnswerSchema>;
export type Phone = PhonesAnswer['phones'][number];

/** Body of `POST phones`, answered like `GET phones`: a phone is called something, or let in no more. */
export const phonesChangeSchema = v.variant('do', [v.object({ do: v.literal('call'), name: v.string(), label }), v.object({ do: v.literal('shut-out'), name: v.string() })]);
export type PhonesChange = v.InferOutput<typeof phonesChangeSchema>;
