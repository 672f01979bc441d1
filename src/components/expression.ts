import type { Expression, IItem, Pattern } from './expressionparser';
import { bounded, methodOf, namesOfAll, numberOf, wordOf } from './expressionmethods';

/**
 * What an expression is about: names and what they stand for.
 */
export type Scope = ReadonlyMap<string, unknown>;

/**
 * Works out expressions about data.
 *
 * #### Notes
 * An expression sees the names of its scope, what data have of their own, and the methods
 * of a list. Nothing of the page and nothing of the language's own objects can be reached.
 */
export class Evaluator {
  /**
   * Work out an expression.
   *
   * @throws TypeError in words for the author.
   */
  evaluate(expression: Expression, scope: Scope): unknown {
    if (--this._steps < 0) {
      throw new TypeError('The template takes too long.');
    }
    switch (expression.type) {
      case 'literal':
        return expression.value;
      case 'name':
        return this._named(expression.name, scope);
      case 'text':
        return bounded(
          expression.parts
            .map(part => (typeof part === 'string' ? part : wordOf(this.evaluate(part, scope))))
            .join('')
        );
      case 'array':
        return this._items(expression.items, scope);
      case 'object':
        return this._object(expression, scope);
      case 'member':
        return this._member(expression, scope);
      case 'call':
        return this._call(expression, scope);
      case 'unary':
        return Private.unary(expression.operator, this.evaluate(expression.operand, scope));
      case 'binary':
        return this._binary(expression, scope);
      case 'condition':
        return this.evaluate(
          this.evaluate(expression.test, scope) ? expression.then : expression.otherwise,
          scope
        );
      case 'arrow':
        return (...given: unknown[]) =>
          this.evaluate(expression.body, Private.bind(expression.params, given, scope));
    }
  }

  private _named(name: string, scope: Scope): unknown {
    if (scope.has(name)) {
      return scope.get(name);
    }
    if (namesOfAll.has(name)) {
      return namesOfAll.get(name);
    }
    throw new TypeError(`The template names "${name}", which is neither the value nor a property.`);
  }

  private _items(items: ReadonlyArray<IItem>, scope: Scope): unknown[] {
    const found = items.flatMap(({ value, spread }) => {
      const item = this.evaluate(value, scope);
      return spread ? Private.listed(item) : [item];
    });
    return bounded(found);
  }

  private _object(
    { items }: Extract<Expression, { type: 'object' }>,
    scope: Scope
  ): Record<string, unknown> {
    const found = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of items) {
      const item = this.evaluate(value, scope);
      if (key !== null) {
        found[wordOf(this.evaluate(key, scope))] = item;
      } else if (typeof item === 'object' && item !== null) {
        for (const [name, each] of Object.entries(item)) {
          found[name] = each;
        }
      }
    }
    return found;
  }

  private _member(
    { object, key, optional }: Extract<Expression, { type: 'member' }>,
    scope: Scope
  ): unknown {
    const from = this.evaluate(object, scope);
    if (from === null || from === undefined) {
      if (optional || Private.isOptional(object)) {
        return undefined;
      }
      const name = wordOf(this.evaluate(key, scope));
      throw new TypeError(`There is no "${name}" of what is ${String(from)}.`);
    }
    return Private.ownOf(from, this.evaluate(key, scope));
  }

  private _call(
    { callee, args, optional }: Extract<Expression, { type: 'call' }>,
    scope: Scope
  ): unknown {
    const found = this.evaluate(callee, scope);
    if ((found === undefined || found === null) && (optional || Private.isOptional(callee))) {
      return undefined;
    }
    if (typeof found !== 'function') {
      const name =
        callee.type === 'member' && callee.key.type === 'literal'
          ? `.${String(callee.key.value)}()`
          : 'This';
      throw new TypeError(`${name} cannot be called in a template.`);
    }
    return (found as (...given: unknown[]) => unknown)(...this._items(args, scope));
  }

  private _binary(
    { operator, left, right }: Extract<Expression, { type: 'binary' }>,
    scope: Scope
  ): unknown {
    const first = this.evaluate(left, scope);
    switch (operator) {
      case '&&':
        return first ? this.evaluate(right, scope) : first;
      case '||':
        return first ? first : this.evaluate(right, scope);
      case '??':
        return first ?? this.evaluate(right, scope);
      default:
        return Private.binary(operator, first, this.evaluate(right, scope));
    }
  }

  private _steps = 500_000;
}

namespace Private {
  export function bind(params: ReadonlyArray<Pattern>, given: unknown[], scope: Scope): Scope {
    const inner = new Map(scope);
    params.forEach((param, at) => {
      if ('name' in param) {
        inner.set(param.name, given[at]);
      } else if ('items' in param) {
        const items = listed(given[at]);
        param.items.forEach((name, index) => inner.set(name, items[index]));
      } else {
        param.keys.forEach(name => inner.set(name, ownOf(given[at], name)));
      }
    });
    return inner;
  }

  export function listed(value: unknown): unknown[] {
    if (Array.isArray(value)) {
      return value as unknown[];
    }
    return typeof value === 'string' ? [...value] : [];
  }

  /**
   * What data have of their own under a name, or a method of the list.
   */
  export function ownOf(value: unknown, key: unknown): unknown {
    const name = typeof key === 'symbol' ? '' : wordOf(key);
    if (typeof value === 'string' || Array.isArray(value)) {
      if (name === 'length') {
        return value.length;
      }
      if (/^\d+$/.test(name)) {
        return value[Number(name)] as unknown;
      }
    } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
      return (value as Record<string, unknown>)[name];
    }
    return methodOf(value, name);
  }

  /**
   * Whether something before it in a chain may be missing.
   */
  export function isOptional(expression: Expression): boolean {
    return expression.type === 'member'
      ? expression.optional || isOptional(expression.object)
      : expression.type === 'call' && (expression.optional || isOptional(expression.callee));
  }

  export function unary(operator: string, value: unknown): unknown {
    switch (operator) {
      case '!':
        return !value;
      case '-':
        return -numberOf(value);
      case '+':
        return numberOf(value);
      default:
        return value === null ? 'object' : typeof value;
    }
  }

  export function binary(operator: string, left: unknown, right: unknown): unknown {
    switch (operator) {
      case '===':
        return left === right;
      case '!==':
        return left !== right;
      case '==':
        return isAlike(left, right);
      case '!=':
        return !isAlike(left, right);
      case '+':
        return isPlain(left) && isPlain(right)
          ? numberOf(left) + numberOf(right)
          : bounded(wordOf(left) + wordOf(right));
      default:
        return compare(operator, left, right);
    }
  }

  function compare(operator: string, left: unknown, right: unknown): unknown {
    const isText = typeof left === 'string' && typeof right === 'string';
    const a = isText ? left : numberOf(left);
    const b = isText ? right : numberOf(right);
    switch (operator) {
      case '<':
        return a < b;
      case '>':
        return a > b;
      case '<=':
        return a <= b;
      case '>=':
        return a >= b;
      default:
        return calculate(operator, numberOf(left), numberOf(right));
    }
  }

  function calculate(operator: string, a: number, b: number): number {
    switch (operator) {
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return a / b;
      case '%':
        return a % b;
      default:
        return a ** b;
    }
  }

  function isPlain(value: unknown): boolean {
    return value === null || ['number', 'boolean', 'undefined'].includes(typeof value);
  }

  function isAlike(left: unknown, right: unknown): boolean {
    const isNothing = (value: unknown): boolean => value === null || value === undefined;
    if (isNothing(left) || isNothing(right)) {
      return isNothing(left) && isNothing(right);
    }
    if (typeof left === typeof right) {
      return left === right;
    }
    return numberOf(left) === numberOf(right);
  }
}
