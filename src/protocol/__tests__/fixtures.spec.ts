import { countFixtures, fixtures } from '../../testing/fixtures';
import { DecodeError, Decoder } from '../decode';
import { REPLIES, SPECS } from '../schema';
import type { Request } from '../types';
import type { Bytes } from '../wire';
import { decodeValue, encode, encodeValue } from '../wire';

const REQUESTS: ReadonlyArray<Request['type']> = [
  'call',
  'hello',
  'set_value',
  'run',
  'cancel',
  'resume',
  'flow',
  'step',
  'resync',
  'upload_open',
  'upload_chunk',
  'upload_close',
  'download_open',
  'download_chunk',
  'download_close',
  'read_code',
  'close',
  'ack'
];

/**
 * JSON of a decoded value, its bytes apart, as the fixture has it.
 */
function again(value: unknown): { data: unknown; buffers: number[][] } {
  const buffers: Bytes[] = [];
  const data = encodeValue(value, buffers);
  return { data, buffers: buffers.map(bytes => [...(bytes as Uint8Array)]) };
}

/**
 * A decoded value in the fixtures' words.
 */
function meaning(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'string':
      return `text:${value}`;
    case 'bigint':
      return `int:${value}`;
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? `int:${value}`
        : `real:${Object.is(value, -0) ? '-0' : value}`;
    default:
      return ArrayBuffer.isView(value)
        ? `bytes:${Buffer.from(value as Uint8Array).toString('base64')}`
        : `mended:${JSON.stringify(value)}`;
  }
}

function sorted(value: string): string {
  return value.startsWith('mended:')
    ? `mended:${JSON.stringify(JSON.parse(value.slice('mended:'.length)))}`
    : value;
}

function refusal(step: () => unknown): DecodeError | null {
  try {
    step();
  } catch (error) {
    if (error instanceof DecodeError) {
      return error;
    }
    throw error;
  }
  return null;
}

it('reads every fixture', () => {
  const directions = ['up', 'down', 'bundle', 'value', 'expression'] as const;
  const read = directions.reduce((sum, direction) => sum + fixtures(direction).length, 0);
  expect(read).toBe(countFixtures());
});

describe('values', () => {
  const all = fixtures('value');

  it.each(all.map(item => [item.name, item] as const))('%s', (_, fixture) => {
    const { data, buffers } = fixture;
    if (fixture.error) {
      expect(() => decodeValue(data, buffers)).toThrow(DecodeError);
      return;
    }
    const value = decodeValue(data, buffers);
    if (fixture.means !== undefined) {
      expect(meaning(value)).toBe(sorted(fixture.means));
    }
    if (!fixture.means?.startsWith('mended:')) {
      expect(again(value)).toEqual({ data, buffers: buffers.map(bytes => [...bytes]) });
    }
  });
});

describe('messages going up', () => {
  const all = fixtures('up').filter(item => !item.error);

  it('have a fixture for every type', () => {
    const types = all.map(item => (item.data as Request).type);
    expect(new Set(types)).toEqual(new Set(REQUESTS));
  });

  it.each(all.map(item => [item.name, item] as const))('%s', (_, { data, buffers }) => {
    const message = Object.fromEntries(
      Object.entries(data as object).map(([name, value]) => [name, decodeValue(value, buffers)])
    );
    const frame = encode(message);
    expect(frame.data).toEqual(data);
    expect(frame.buffers.map(bytes => [...(bytes as Uint8Array)])).toEqual(
      buffers.map(bytes => [...bytes])
    );
  });
});

describe('messages coming down', () => {
  const all = fixtures('down');

  it('have a fixture for every type', () => {
    const types = all
      .filter(item => !item.error && !item.newer)
      .map(item => Object(item.data).type);
    expect(new Set(types)).toEqual(new Set(Object.keys(REPLIES)));
  });

  it.each(all.map(item => [item.name, item] as const))('%s', (_, fixture) => {
    const { data, buffers } = fixture;
    const warnings: string[] = [];
    const decoder = new Decoder(text => warnings.push(text));
    if (fixture.error) {
      const error = refusal(() => decoder.reply(data, buffers));
      expect(error).not.toBeNull();
      expect(error?.where || null).toBe(fixture.error.where ?? null);
      return;
    }
    const message = decoder.reply(data, buffers);
    decoder.reply(data, buffers);
    expect(warnings).toEqual(fixture.newer ? [fixture.newer] : []);
    if (!fixture.newer) {
      expect(encode(message!).data).toEqual(data);
    }
  });
});

describe('bundles', () => {
  const all = fixtures('bundle');

  it('show every kind', () => {
    const whole = all.find(item => item.name === 'all-kinds');
    const { components } = new Decoder().bundle(whole?.data).spec;
    expect(new Set(components.map(spec => spec.kind))).toEqual(new Set(Object.keys(SPECS)));
  });

  it.each(all.map(item => [item.name, item] as const))('%s', (_, fixture) => {
    const warnings: string[] = [];
    const decoder = new Decoder(text => warnings.push(text));
    if (fixture.error) {
      const error = refusal(() => decoder.bundle(fixture.data));
      expect(error).not.toBeNull();
      expect(error?.where.startsWith(fixture.error.where ?? '')).toBe(true);
      return;
    }
    const bundle = decoder.bundle(fixture.data);
    expect(warnings).toEqual(fixture.newer ? [fixture.newer] : []);
    if (!fixture.newer) {
      expect(encode(bundle).data).toEqual(fixture.data);
    }
  });
});
