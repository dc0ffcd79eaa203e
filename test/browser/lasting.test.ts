import { expect } from '@open-wc/testing';
import { keepWhenUsed } from '../../src/state/lasting.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { homeOnScreen } from './home.ts';
import { waitUntil } from './waiting.ts';

describe('U43 the promise that what is kept here lasts', () => {
  let asked: number;
  let lasting: boolean;
  let permission: PermissionState | 'unknown';
  const storage = { persisted: navigator.storage.persisted, persist: navigator.storage.persist };
  const query = navigator.permissions.query;
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  beforeEach(() => {
    [asked, lasting, permission] = [0, false, 'granted'];
    navigator.storage.persisted = async () => lasting;
    navigator.storage.persist = async () => {
      asked += 1;
      return true;
    };
    navigator.permissions.query = async () => {
      if (permission === 'unknown') throw new TypeError('no such permission');
      return { state: permission } as PermissionStatus;
    };
  });
  after(() => {
    Object.assign(navigator.storage, storage);
    navigator.permissions.query = query;
  });

  it('is asked for when the first value has come from the home, once, and not before', async () => {
    const home = homeOnScreen({});
    keepWhenUsed(home.model);
    await settled();
    await expect(asked).to.equal(0);
    home.tell('grid', homeMessages().grid);
    await waitUntil(() => asked === 1);
    home.tell('grid', { ...homeMessages().grid, power: 900 });
    await settled();
    await expect(asked).to.equal(1);
  });

  it('is not asked for after a value that this phone only remembers', async () => {
    const home = homeOnScreen({});
    keepWhenUsed(home.model);
    home.model.restore('grid', { v: 1, storeId: 's', boot: 'b', seq: 1, time: 1, body: homeMessages().grid }, 0);
    await settled();
    await expect(asked).to.equal(0);
  });

  it('is not asked for again where it is given', async () => {
    lasting = true;
    keepWhenUsed(homeOnScreen().model);
    await settled();
    await expect(asked).to.equal(0);
  });

  it('waits for the next touch where the browser would ask the person', async () => {
    permission = 'prompt';
    keepWhenUsed(homeOnScreen().model);
    await settled();
    await expect(asked).to.equal(0);
    dispatchEvent(new PointerEvent('pointerup'));
    dispatchEvent(new PointerEvent('pointerup'));
    await expect(asked).to.equal(1);
  });

  it('is asked for at once where the browser knows no such question', async () => {
    permission = 'unknown';
    keepWhenUsed(homeOnScreen().model);
    await waitUntil(() => asked === 1);
  });
});
