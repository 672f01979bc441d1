import type { AppSpec, Choice, ComponentSpec, ExpressionSpec } from './types';

/**
 * From the id of a component to its value.
 */
export type Read = (component: string) => unknown;

/**
 * Work out an expression while components have these values. Never fails.
 *
 * #### Notes
 * The rules are those of `kernel-bridge/intarsia/expressions.py`; the fixtures in
 * `schema/fixtures/` are read by both. An expression is data: nothing of it is run as code.
 */
export function evaluate(expression: ExpressionSpec, read: Read): unknown {
  const { op, of } = expression;
  switch (op) {
    case 'constant':
      return expression.constant;
    case 'value':
      return read(expression.component ?? '') ?? null;
    case 'all':
      return of.every(part => truth(evaluate(part, read)));
    case 'any':
      return of.some(part => truth(evaluate(part, read)));
    case 'choose':
      return Private.chosen(of, read);
  }
  const [a, b] = of.map(part => evaluate(part, read));
  switch (op) {
    case 'is':
      return same(a, b);
    case 'less':
      return Private.order(a, b) === -1;
    case 'at_most':
      return (Private.order(a, b) ?? 1) < 1;
    case 'contains':
      return Private.contains(a, b);
    case 'length':
      return Private.length(a);
    case 'empty':
      return Private.isEmpty(a);
    case 'not':
      return !truth(a);
  }
}

/**
 * Whether a value counts as true, as Python has it: nothing, zero and what is empty do not.
 */
export function truth(value: unknown): boolean {
  if (typeof value === 'object' || value === undefined) {
    return !Private.isEmpty(value);
  }
  return Boolean(value) || Number.isNaN(value);
}

/**
 * Whether two values are the same in all they hold; NaN equals itself, and a number of any
 * size equals one of the same worth.
 */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item: unknown, i) => same(item, b[i]))
    );
  }
  if (Private.isRecord(a)) {
    const keys = Object.keys(a);
    return (
      Private.isRecord(b) &&
      keys.length === Object.keys(b).length &&
      keys.every(key => Object.hasOwn(b, key) && same(a[key], b[key]))
    );
  }
  if (Private.isNumber(a) && Private.isNumber(b)) {
    return Private.order(a, b) === 0 || (Number.isNaN(a) && Number.isNaN(b));
  }
  return a === b;
}

/**
 * The ids of the components whose values an expression is made from.
 */
export function sourcesOf(expression: ExpressionSpec): string[] {
  const own = expression.component === null ? [] : [expression.component];
  return [...own, ...expression.of.flatMap(sourcesOf)];
}

/**
 * The components of an app whose values others follow: by id, the ids of those.
 */
export function followersIn(app: AppSpec): ReadonlyMap<string, ReadonlySet<string>> {
  let found = Private.FOLLOWERS.get(app.components);
  if (!found) {
    found = new Map<string, Set<string>>();
    for (const { id, bindings } of app.components) {
      for (const source of bindings.flatMap(({ expression }) => sourcesOf(expression))) {
        found.set(source, (found.get(source) ?? new Set()).add(id));
      }
    }
    Private.FOLLOWERS.set(app.components, found);
  }
  return found;
}

/**
 * A description as it is while components have these values; the same one where it follows
 * nothing.
 */
export function present(spec: ComponentSpec, read: Read): ComponentSpec {
  if (spec.bindings.length === 0) {
    return spec;
  }
  const changes = spec.bindings.map(({ property, expression }): [string, unknown] => {
    const value = evaluate(expression, read);
    return [property, property === 'choices' ? Private.choices(value) : truth(value)];
  });
  const known = changes.filter(([property]) => Object.hasOwn(spec, property));
  return { ...spec, ...Object.fromEntries(known) } as ComponentSpec;
}

namespace Private {
  /** Made once for each list of components. */
  export const FOLLOWERS = new WeakMap<ReadonlyArray<ComponentSpec>, Map<string, Set<string>>>();

  export function chosen(of: ReadonlyArray<ExpressionSpec>, read: Read): unknown {
    const last = of.length - 1;
    const subject = last >= 0 ? evaluate(of[0], read) : null;
    for (let i = 1; i + 1 < last; i += 2) {
      if (same(subject, evaluate(of[i], read))) {
        return evaluate(of[i + 1], read);
      }
    }
    return last > 0 ? evaluate(of[last], read) : null;
  }

  export function isNumber(value: unknown): value is number | bigint {
    return typeof value === 'number' || typeof value === 'bigint';
  }

  /**
   * -1, 0 or 1 for two numbers or two texts; `undefined` where none comes first.
   */
  export function order(a: unknown, b: unknown): number | undefined {
    if (isNumber(a) && isNumber(b)) {
      // By worth, exactly, also of different types; NaN has no place.
      return a < b ? -1 : a > b ? 1 : a <= b ? 0 : undefined;
    }
    return typeof a === 'string' && typeof b === 'string' ? orderOfTexts(a, b) : undefined;
  }

  /**
   * Texts in the order of their characters, not of the halves that some of them have here.
   */
  function orderOfTexts(a: string, b: string): number {
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) {
      i += 1;
    }
    if (i === a.length || i === b.length) {
      return Math.sign(a.length - b.length);
    }
    // Where the second halves differ, the character began one before.
    const isSecond = /[\udc00-\udfff]/.test(a[i]) && i > 0 && /[\ud800-\udbff]/.test(a[i - 1]);
    const at = isSecond ? i - 1 : i;
    return (a.codePointAt(at) ?? 0) < (b.codePointAt(at) ?? 0) ? -1 : 1;
  }

  export function contains(whole: unknown, part: unknown): boolean {
    if (typeof whole === 'string') {
      return typeof part === 'string' && whole.includes(part);
    }
    return Array.isArray(whole) && whole.some(item => same(item, part));
  }

  export function length(value: unknown): number | null {
    if (value === null || value === undefined) {
      return 0;
    }
    if (typeof value === 'string') {
      // Characters as a person counts them, not halves of some.
      return value.length - (value.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
    }
    return Array.isArray(value) ? value.length : null;
  }

  export function isEmpty(value: unknown): boolean {
    if (value === null || value === undefined || value === '') {
      return true;
    }
    return Array.isArray(value)
      ? value.length === 0
      : isRecord(value) && Object.keys(value).length === 0;
  }

  export function isRecord(value: unknown): value is Record<string, unknown> {
    return Object.prototype.toString.call(value) === '[object Object]';
  }

  /**
   * What an expression gives for `choices`; a file may say anything.
   */
  export function choices(value: unknown): Choice[] {
    return Array.isArray(value) ? value.filter(isChoice) : [];
  }

  function isChoice(item: unknown): item is Choice {
    return (
      isRecord(item) &&
      typeof item.label === 'string' &&
      ['string', 'number', 'boolean'].includes(typeof item.value)
    );
  }
}
