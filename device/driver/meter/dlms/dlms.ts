import { isLiveAddress } from '../../../transport/live.ts';
import { lineMeter } from '../lineMeter.ts';
import { readKeys } from './cipher.ts';
import { PUSH_PERIOD } from './pushReading.ts';
import { DlmsStream } from './stream.ts';

/** Where most meters stand whose clock tells no offset; Sweden, Denmark and Austria have the same time. */
export const DLMS_ZONE = 'Europe/Oslo';

/** The HAN or customer port of DLMS/COSEM meters that push by themselves (NO, SE, DK, AT, CH), on HDLC or wired M-Bus. */
export const dlms = lineMeter({
  name: 'dlms',
  called: 'a DLMS meter',
  period: PUSH_PERIOD,
  modes: [{ baud: 2_400, frame: '8E1' }, { baud: 2_400, frame: '8N1' }, { baud: 115_200, frame: '8N1' }],
  stream: ({ meter, key, zone }) => new DlmsStream({ keys: readKeys(key), zone, isLine: isLiveAddress(meter) }),
});
