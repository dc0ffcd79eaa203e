import { describe, expect, it } from 'vitest';
import { mayLeaveWill, mayPublish, maySubscribe, type Client } from '../../../../device/broker/access.ts';
import { covers } from '../../../../device/transport/mqtt/topicFilter.ts';

const house: Client = { name: 'house', role: 'house' };
const control: Client = { name: 'control', role: 'control' };
const device: Client = { name: 'zigbee', role: 'device' };
const phone: Client = { name: 'p1', role: 'phone' };
const planner: Client = { name: 'planner', role: 'planner' };
const operator: Client = { name: 'dso', role: 'operator' };
const everybody = [house, control, device, phone, planner, operator];

/** Who may, by topic; everybody else may not. */
const PUBLISH: readonly (readonly [string, readonly Client[]])[] = [
  ['tw/state/grid', [house]],
  ['tw/state/plan', [house]],
  ['tw/live/grid', [house]],
  ['tw/reply/p1', [house]],
  ['tw/reply/p2', [house]],
  ['tw/request/p1', [phone]],
  ['tw/request/p2', []],
  ['tw/request/planner', [planner]],
  ['tw/request/p1/more', []],
  ['tw/request/', []],
  ['tw/signal/dso', [operator]],
  ['tw/signal/other', []],
  ['tw/signal/dso/more', []],
  ['tw/signal/p1', []],
  ['tw/signal-answer/dso', [house]],
  ['tw/house/ping', [house]],
  ['tw', []],
  ['tw/+', []],
  ['tw/#', []],
  ['zigbee2mqtt/plug', [device]],
  ['zigbee2mqtt/plug/availability', [device]],
  ['zigbee2mqtt/bridge/devices', [device]],
  ['zigbee2mqtt/plug/set', [control]],
  ['zigbee2mqtt/kitchen/plug/set', [control]],
  ['zigbee2mqtt/plug/set/state', [control]],
  ['zigbee2mqtt/plug/get', [control]],
  ['zigbee2mqtt/bridge/request/permit_join', [control]],
  ['zigbee2mqtt/set', [device]],
  ['zigbee2mqttx/plug', []],
  ['homeassistant/switch/x/config', []],
  ['$SYS/x', []],
  ['anything', []],
  ['', []],
];

const RETAINED: readonly (readonly [string, readonly Client[]])[] = [
  ['tw/state/grid', [house]],
  ['tw/request/p1', []],
  ['tw/request/planner', []],
  ['tw/signal/dso', []],
  ['tw/live/grid', []],
  ['tw/reply/p1', []],
  ['tw/state/grid/more', []],
  ['zigbee2mqtt/plug', [device]],
  ['zigbee2mqtt/plug/set', []],
  ['zigbee2mqtt/plug/get', []],
];

const SUBSCRIBE: readonly (readonly [string, readonly Client[]])[] = [
  ['#', []],
  ['+', []],
  ['+/#', []],
  ['+/state/grid', []],
  ['tw/#', [house]],
  ['tw/+/grid', [house]],
  ['tw/state/#', [house]],
  ['tw/state/+', [house, phone, planner]],
  ['tw/state/grid', [house, phone, planner]],
  ['tw/state/grid/more', [house]],
  ['tw/live/+', [house, phone, planner]],
  ['tw/live/grid', [house, phone, planner]],
  ['tw/reply/+', [house]],
  ['tw/reply/p1', [house, phone]],
  ['tw/reply/p2', [house]],
  ['tw/reply/planner', [house, planner]],
  ['tw/request/+', [house]],
  ['tw/request/p1', [house]],
  ['tw/signal/dso', [house]],
  ['tw/signal/+', [house]],
  ['tw/signal-answer/dso', [house, operator]],
  ['tw/signal-answer/+', [house]],
  ['tw/signal-answer/other', [house]],
  ['zigbee2mqtt/#', [control, device]],
  ['zigbee2mqtt/plug', [control, device]],
  ['zigbee2mqtt/+/set', [control, device]],
  ['$SYS/#', []],
  ['$share/x/tw/state/+', []],
  ['homeassistant/#', []],
];

const names = (clients: readonly Client[]): string[] => clients.map(({ name }) => name);

describe('the access list, role by topic', () => {
  it.each(PUBLISH)('publish to %j: only %j', (topic, allowed) => {
    expect(names(everybody.filter((client) => mayPublish(client, topic, false)))).toEqual(names(allowed));
  });

  it.each(RETAINED)('retained publish to %j: only %j', (topic, allowed) => {
    expect(names(everybody.filter((client) => mayPublish(client, topic, true)))).toEqual(names(allowed));
  });

  it('a will is what its client may publish, and never a request or a command', () => {
    const mayLeave = (topic: string): string[] => names(everybody.filter((client) => mayLeaveWill(client, topic, false)));
    for (const topic of ['tw/signal/dso', 'tw/request/p1', 'tw/request/planner', 'tw/request/p1/more', 'zigbee2mqtt/plug/set', 'zigbee2mqtt/bridge/request/restart']) expect([topic, mayLeave(topic)]).toEqual([topic, []]);
    expect([mayLeave('zigbee2mqtt/plug/availability'), mayLeave('tw/state/grid'), mayLeave('tw/#')]).toEqual([[device.name], [house.name], []]);
  });

  it.each(SUBSCRIBE)('subscribe to %j: only %j', (filter, allowed) => {
    expect(names(everybody.filter((client) => maySubscribe(client, filter)))).toEqual(names(allowed));
  });
});

describe('one filter covers another', () => {
  it.each([
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a/+', true],
    ['a/#', '#', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a', false],
    ['a/+', 'a/', true],
    ['a/+', 'a/b/c', false],
    ['a/+', 'a/#', false],
    ['a/b', 'a/+', false],
    ['a/b', 'a/b', true],
    ['a/b', 'A/b', false],
  ])('%s covers %s: %s', (allowed, asked, expected) => expect(covers(allowed, asked)).toBe(expected));
});
