/** The token of `#link=TOKEN`, null for any other fragment. */
export function linkToken(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('link');
  return token === null || token === '' ? null : token;
}

/** The gateway's MQTT listener beside the app. */
export function mqttUrl(base: URL): string {
  const url = new URL('mqtt', base);
  url.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}
