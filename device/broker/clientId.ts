/**
 * Whether a client may call itself so: its credential, a slash and a random part. Each tab and each restart has a part of
 * its own, so that nobody throws another one out.
 */
export const isIdOf = (credential: string, id: string): boolean => id.startsWith(`${credential}/`) && /^[\w-]{1,64}$/.test(id.slice(credential.length + 1));
