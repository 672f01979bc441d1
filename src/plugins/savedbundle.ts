import type { Bundle, ComponentSpec } from '../protocol/types';
import { PROTOCOL } from '../protocol/types';
import type { Bytes } from '../protocol/wire';
import { encodeValue } from '../protocol/wire';
import type { Session } from '../session/session';

/**
 * What a notebook file keeps of an app.
 */
export namespace SavedBundle {
  /**
   * Characters of JSON that one app may have in the file.
   */
  export const MAX_SIZE = 2 * 1024 * 1024;

  /**
   * Return what a session shows, as JSON; the log and the largest values are left out
   * where there is no room, passwords always.
   */
  export function make(session: Pick<Session, 'appId' | 'mode' | 'state'>): object {
    const { app, values, revisions, runs, log } = session.state;
    const kept: Record<string, unknown> = {};
    const specs = new Map(app.components.map(spec => [spec.id, spec]));
    for (const [id, value] of values) {
      const spec = specs.get(id);
      kept[id] = Private.encodeOr(spec ? Private.withoutSecrets(spec, value) : value, null);
    }
    const bundle: Record<keyof Bundle, unknown> = {
      protocol: PROTOCOL,
      app_id: session.appId,
      spec: Private.encodeOr(app, null),
      values: kept,
      revisions: Object.fromEntries(revisions),
      runs: [...runs.values()]
        .filter(run => run.status !== 'waiting' && run.status !== 'running')
        .map(run => Private.encodeOr(run, null)),
      log: log.map(entry => Private.encodeOr(entry, null)),
      session: session.mode
    };
    return Private.fitted(bundle, kept);
  }
}

namespace Private {
  /**
   * JSON of a value; the other one where it holds bytes, which a file has no place for.
   */
  export function encodeOr(value: unknown, other: unknown): unknown {
    const buffers: Bytes[] = [];
    const encoded = encodeValue(value, buffers);
    return buffers.length > 0 ? other : encoded;
  }

  /**
   * A component's value with the passwords in it emptied, at any depth.
   */
  export function withoutSecrets(spec: ComponentSpec, value: unknown): unknown {
    switch (spec.kind) {
      case 'textbox':
        return spec.type === 'password' ? '' : value;
      case 'form':
        return isRecord(value)
          ? {
              ...value,
              ...Object.fromEntries(
                spec.fields
                  .filter(field => Object.hasOwn(value, field.name))
                  .map(({ name, component }) => [name, withoutSecrets(component, value[name])])
              )
            }
          : value;
      case 'list':
        return each(value, item => withoutSecrets(spec.item, item));
      case 'tuple':
        return each(value, (item, i) => within(spec.items[i], item));
      case 'mapping':
        return each(value, pair =>
          each(pair, (item, i) => withoutSecrets(i === 0 ? spec.key : spec.item, item))
        );
      case 'optional':
        return isRecord(value)
          ? { ...value, value: withoutSecrets(spec.item, value.value) }
          : value;
      case 'union':
        return isRecord(value)
          ? {
              ...value,
              value: within(spec.options[Number(value.option)]?.component, value.value)
            }
          : value;
      default:
        return value;
    }
  }

  function within(spec: ComponentSpec | undefined, value: unknown): unknown {
    return spec ? withoutSecrets(spec, value) : null;
  }

  function each(value: unknown, change: (item: unknown, i: number) => unknown): unknown {
    return Array.isArray(value) ? value.map(change) : value;
  }

  function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }

  /**
   * Leave out first the log, then the largest values, until it fits.
   */
  export function fitted(
    bundle: Record<keyof Bundle, unknown>,
    values: Record<string, unknown>
  ): object {
    let size = JSON.stringify(bundle).length;
    if (size <= SavedBundle.MAX_SIZE) {
      return bundle;
    }
    size -= JSON.stringify(bundle.log).length;
    const sizes = Object.keys(values)
      .map((id): [string, number] => [id, JSON.stringify(values[id]).length])
      .sort((a, b) => b[1] - a[1]);
    const rest = { ...values };
    for (const [id, length] of sizes) {
      if (size <= SavedBundle.MAX_SIZE) {
        break;
      }
      rest[id] = null;
      size -= length;
    }
    return { ...bundle, log: [], values: rest };
  }
}
