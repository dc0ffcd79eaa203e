import type { IncomingMessage } from 'node:http';

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/**
 * A name of somebody else's that points to 127.0.0.1 would make a foreign page ours (DNS rebinding): served on loopback,
 * only loopback names are answered. With a certificate, the browser itself refuses other names.
 */
export const isOurHost = (request: IncomingMessage, withCertificate: boolean): boolean => withCertificate || LOOPBACK_HOST.test(request.headers.host ?? '');
