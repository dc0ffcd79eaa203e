import { createServer, type AddressInfo } from 'node:net';
import { Aedes } from 'aedes';

/** aedes with nothing before it, forked by `bench broker`: tells its port and ends with its parent. */
const aedes = await Aedes.createBroker();
const server = createServer({ noDelay: true }, (socket) => void aedes.handle(socket));
// A server that listens on a port has an AddressInfo, never a pipe's name.
server.listen(0, '127.0.0.1', () => process.send?.({ type: 'ready', mqttPort: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
