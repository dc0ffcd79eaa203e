import { describe, expect, it } from 'vitest';
import { Credentials } from '../../../../device/transport/http/login.ts';

/** RFC 7616, 3.9.1. */
const NONCE = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const OPAQUE = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS';
const CNONCE = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const challengeOf = (algorithm: string): string => `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${NONCE}", opaque="${OPAQUE}"`;
const mufasa = (): Credentials => new Credentials({ scheme: 'digest', user: 'Mufasa', password: 'Circle of Life' }, () => CNONCE);

describe('a device that asks who asks', () => {
  it('is told what the example of RFC 7616 tells', () => {
    const credentials = mufasa();
    expect(credentials.headerFor('/dir/index.html')).toBeNull();
    expect(credentials.challenged(`${challengeOf('MD5')}, ${challengeOf('SHA-256')}`)).toBe(true);
    expect(credentials.headerFor('/dir/index.html')).toBe(
      `Digest username="Mufasa", realm="http-auth@example.org", nonce="${NONCE}", uri="/dir/index.html", ` +
        `response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", cnonce="${CNONCE}", opaque="${OPAQUE}", qop=auth, nc=00000001, algorithm=SHA-256`,
    );
  });

  it('counts its questions with one challenge, and begins anew with the next', () => {
    const credentials = mufasa();
    const counts = (): string | undefined => /nc=(\w+)/.exec(credentials.headerFor('/') ?? '')?.[1];
    credentials.challenged(challengeOf('SHA-256'));
    expect([counts(), counts()]).toEqual(['00000001', '00000002']);
    credentials.challenged(challengeOf('SHA-256'));
    expect(counts()).toBe('00000001');
  });

  it.each([
    ['no challenge', undefined],
    ['one that wants the password itself', 'Basic realm="shelly"'],
    ['MD5', challengeOf('MD5')],
    ['no algorithm, which is MD5', `Digest realm="x", nonce="y", qop="auth"`],
    ['the integrity of a body that a GET has not', `Digest realm="x", nonce="y", qop="auth-int", algorithm=SHA-256`],
    ['half a challenge', 'Digest realm="x", nonce="y'],
  ])('that sends %s is told nothing', (_, header) => {
    const credentials = mufasa();
    expect(credentials.challenged(header)).toBe(false);
    expect(credentials.headerFor('/')).toBeNull();
  });
});
