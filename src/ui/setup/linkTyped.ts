/** What a person typed or pasted to find the gateway. */
export type LinkTyped =
  /** The gateway that serves this page: the fragment to begin with. */
  | { readonly kind: 'here'; readonly hash: string }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'wrong' };

/** As the gateway makes them: 16 bytes, base64url. */
const CODE = /^[\w-]{22}$/;

/** @param base folder that this page is served from, by its gateway: a code alone is one of that. */
export function readLink(text: string, base: URL): LinkTyped {
  const typed = text.trim();
  if (CODE.test(typed)) return { kind: 'here', hash: `#link=${typed}` };
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const code = new URLSearchParams(url?.hash.slice(1)).get('link') ?? '';
  if (!url || !/^https?:$/.test(url.protocol) || !CODE.test(code)) return { kind: 'wrong' };
  return url.origin === base.origin && url.pathname === base.pathname ? { kind: 'here', hash: url.hash } : { kind: 'elsewhere', url: url.href };
}
