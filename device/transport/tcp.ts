import { connect } from 'node:net';
import type { ByteListener, ByteSource } from './bytes.ts';
import { lastingLine, type LastingOptions } from './lasting.ts';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** "tcp://192.168.1.5:2001", "tcp://[fe80::1]:23"; undefined for anything else. */
export function parseTcpAddress(text: string): TcpAddress | undefined {
  const [, host, port] = /^tcp:\/\/(\[[0-9a-fA-F:.%a-z]+\]|[^/:?#@\s]+):(\d{1,5})\/?$/.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

export interface TcpOptions extends Omit<LastingOptions, 'dial'> {
  readonly address: TcpAddress;
}

/** A TCP line that lasts. */
export const tcpBytes = ({ address, ...options }: TcpOptions): ByteSource => lastingLine({ ...options, dial: (listener) => dial(address, listener) });

function dial(address: TcpAddress, listener: ByteListener): () => void {
  const socket = connect({ ...address, keepAlive: true, keepAliveInitialDelay: 10_000 });
  socket.once('connect', () => listener.opened());
  socket.on('data', (chunk: Buffer) => listener.bytes(chunk));
  socket.once('error', (error: NodeJS.ErrnoException) => listener.lost(error.code ?? error.message));
  socket.once('close', () => listener.lost('closed'));
  return () => {
    socket.removeAllListeners();
    // What it still has to say is of no interest, and without a listener it would end the process.
    socket.on('error', () => undefined);
    socket.destroy();
  };
}
