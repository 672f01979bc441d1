import { BrowserStore } from '../browserstore';
import type { Component } from '../component';
import { clearStage, place, type IPlaced } from './stage';

// Values that the browser keeps, and where it keeps none.

const live: Partial<Component.IContext> = { upload: () => new Promise(() => undefined) };

async function show(
  value: unknown,
  given: object = {},
  context: Partial<Component.IContext> = live
): Promise<IPlaced> {
  const stage = place(
    'browserstate',
    { storage_key: 'name', is_lasting: true, ...({ default_value: null, ...given } as object) },
    context
  );
  stage.component.setValue(value);
  await Promise.resolve();
  return stage;
}

const kept = (): unknown => JSON.parse(localStorage.getItem('intarsia:state:name') ?? 'null');

beforeEach(() => localStorage.clear());
afterEach(() => {
  clearStage();
  jest.restoreAllMocks();
});

describe('a value that the browser keeps', () => {
  it('is told to a session that has none, as if a person had entered it', async () => {
    localStorage.setItem('intarsia:state:name', '{"name":"Ada"}');
    const stage = await show(null);
    expect(stage.heard()).toEqual(['input', 'change']);
    expect(stage.component.draft).toEqual({ name: 'Ada' });
  });

  it('is the default at first, and tells nothing where there is none', async () => {
    const stage = await show(null, { default_value: [1] });
    expect(stage.component.draft).toEqual([1]);
    clearStage();
    expect((await show(null)).heard()).toEqual([]);
  });

  it('is told when the app comes alive, though it was painted before', async () => {
    localStorage.setItem('intarsia:state:name', '"Ada"');
    let isLive = false;
    const { component, heard } = place(
      'browserstate',
      { storage_key: 'name', is_lasting: true, default_value: null } as object,
      {}
    );
    const context = (component as unknown as { context: object }).context;
    Object.defineProperty(context, 'upload', { get: () => (isLive ? live.upload : null) });
    component.setValue(null);
    await Promise.resolve();
    expect(heard()).toEqual([]);
    isLive = true;
    component.refresh();
    await Promise.resolve();
    expect(heard()).toEqual(['input', 'change']);
    component.refresh();
    await Promise.resolve();
    expect([heard(), kept()]).toEqual([[], 'Ada']); // on its way, and kept all the while
  });

  it('is what the session has, from then on', async () => {
    localStorage.setItem('intarsia:state:name', '"old"');
    const stage = await show('new');
    expect(stage.heard()).toEqual([]);
    expect(kept()).toBe('new');
    for (const value of [0, '', false, { a: 10n ** 3n }, [null]]) {
      stage.component.setValue(value);
      await Promise.resolve();
      expect(kept()).toEqual(value instanceof Object && 'a' in value ? { a: 1000 } : value);
    }
    stage.component.setValue(null);
    await Promise.resolve();
    expect(localStorage.getItem('intarsia:state:name')).toBeNull();
    expect(stage.heard()).toEqual([]);
  });

  it('is asked for when the app comes alive, not before', async () => {
    localStorage.setItem('intarsia:state:name', '"Ada"');
    const stage = place('browserstate', { storage_key: 'name' }, live);
    stage.component.setDisabled(true);
    stage.component.setValue(null);
    await Promise.resolve();
    expect(stage.heard()).toEqual([]);
    stage.component.setDisabled(false);
    await Promise.resolve();
    expect(stage.heard()).toEqual(['input', 'change']);
  });

  it.each([
    ['untrusted', { ...live, trusted: false }],
    ['in a picture', { upload: null }]
  ])('is neither read nor written %s', async (_, context) => {
    const read = jest.spyOn(Storage.prototype, 'getItem');
    const written = jest.spyOn(Storage.prototype, 'setItem');
    const stage = await show(null, { default_value: 1 }, context);
    stage.component.setValue('x');
    await Promise.resolve();
    expect(stage.heard()).toEqual([]);
    expect(read).not.toHaveBeenCalled();
    expect(written).not.toHaveBeenCalled();
  });

  it('that is broken counts as none', async () => {
    localStorage.setItem('intarsia:state:name', '{"name":');
    expect((await show(null, { default_value: 'x' })).component.draft).toBe('x');
  });
});

describe('fault_082 a browser that keeps nothing', () => {
  it('keeps it in memory, and says so', async () => {
    jest.spyOn(BrowserStore, 'get').mockReturnValue(
      new BrowserStore(() => {
        throw new DOMException('denied', 'SecurityError');
      })
    );
    const stage = await show('Ada');
    expect(stage.component.isHidden).toBe(false);
    expect(stage.component.node.textContent).toContain('This browser keeps nothing');
    clearStage();
    expect((await show(null)).component.draft).toBe('Ada');
  });

  it('has forgotten the note when it keeps things', async () => {
    const stage = await show('Ada');
    expect(stage.component.isHidden).toBe(true);
    expect(stage.component.node.textContent).toBe('');
  });

  it('that is full goes on with what there is', () => {
    const storage = {
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      }
    } as unknown as Storage;
    const store = new BrowserStore(() => storage);
    store.write('a', [1], true);
    expect(store.read('a')).toEqual([1]);
    expect(store.isDenied).toBe(true);
  });
});

it('of values under keys that nobody chose only the newest stay', () => {
  const store = new BrowserStore();
  store.write('chosen', 'stays', true);
  for (let index = 0; index < 60; index++) {
    store.write(`k${index}`, index, false);
  }
  expect(store.read('k0')).toBeUndefined();
  expect(store.read('k59')).toBe(59);
  expect(store.read('chosen')).toBe('stays');
  expect(Object.keys(localStorage).length).toBe(52);
});
