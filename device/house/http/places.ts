import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { FairPlaces } from '../../fairPlaces.ts';

/** Connections of the app's port that are not the broker's, and those of one neighbour: a browser opens six for a page. */
const PLACES = { all: 192, each: 24 };

interface Place {
  readonly socket: Socket;
  /** Its requests that are being answered. */
  asked: number;
}

/** One connection is known by who is at its other end, whether TLS lies between or not. */
const ends = ({ remoteAddress = '', remotePort = 0 }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string => `${remoteAddress} ${remotePort}`;

/**
 * No neighbour keeps the others from the app: one that opens connections and holds them loses its oldest when it wants
 * more than its share, and whoever holds the most loses one when all are taken. Who is being answered stays.
 */
export function sharePlaces(server: Server): void {
  const places = new FairPlaces<Place>(PLACES.each);
  const open = new Map<string, Place>();
  // Known clients, and strangers too, are counted by the broker from there on.
  const leave = (key: string): void => {
    const place = open.get(key);
    if (place) places.leave(place);
    open.delete(key);
  };
  server.on('connection', (socket) => {
    const [key, place] = [ends(socket), { socket, asked: 0 }];
    const gone = places.take(place, socket.remoteAddress ?? '', PLACES.all, ({ asked }) => asked === 0);
    if (gone === undefined) return void socket.destroy();
    gone?.socket.destroy();
    open.set(key, place);
    socket.once('close', () => open.get(key) === place && leave(key));
  });
  server.on('request', (request, response) => {
    const place = open.get(ends(request.socket));
    if (!place) return;
    place.asked++;
    response.once('close', () => void place.asked--);
  });
  server.on('upgrade', (request) => leave(ends(request.socket)));
}
