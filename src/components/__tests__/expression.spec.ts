import { Evaluator } from '../expression';
import { parseExpression } from '../expressionparser';

const DATA = {
  value: 3,
  name: 'Ada',
  items: [
    { n: 1, tag: 'a' },
    { n: 2, tag: 'b' }
  ],
  empty: null,
  nested: { deep: { list: [10, 20] } }
};

function work(text: string, data: object = DATA): unknown {
  const { expression, end } = parseExpression(text, 0);
  expect(end).toBe(text.length);
  return new Evaluator().evaluate(expression, new Map(Object.entries(data)));
}

describe('An expression', () => {
  it.each([
    ['value', 3],
    ['value + 1', 4],
    ['1 + 2 * 3 - 4 / 2', 5],
    ['2 ** 3 ** 2', 512],
    ['(1 + 2) * 3', 9],
    ['-value + +"4"', 1],
    ['7 % 4', 3],
    ['"a" + 1 + true', 'a1true'],
    ["'it\\'s' + \"\\u0041\\n\"", "it'sA\n"],
    ['0x10 + .5 + 1e2', 116.5],
    ['value > 2 ? "big" : "small"', 'big'],
    ['value > 5 ? 1 : value > 2 ? 2 : 3', 2],
    ['value === 3 && name !== "Bob"', true],
    ['value == "3" && empty == undefined && empty !== undefined', true],
    ['empty ?? "none"', 'none'],
    ['0 || "zero"', 'zero'],
    ['!empty', true],
    ['typeof value + typeof empty', 'numberobject'],
    ['name.length', 3],
    ['name[0] + name.at(-1)', 'Aa'],
    ['items[1].tag', 'b'],
    ['items["length"]', 2],
    ['nested.deep.list[1]', 20],
    ['nested?.missing?.deep.list', undefined],
    ['empty?.x', undefined],
    ['empty?.call()', undefined],
    ['[1, ...items.map(item => item.n), 3].join("-")', '1-1-2-3'],
    ['{ a: 1, ...nested, value, ["b" + 1]: 2 }.b1', 2],
    ['`<b>${name}</b> ${`in ${value}`} \\${x}`', '<b>Ada</b> in 3 ${x}'],
    ['items.filter(i => i.n > 1).length', 1],
    ['items.map(({ n, tag }, at) => `${at}${tag}${n}`).join("")', '0a11b2'],
    ['Object.entries({ a: 1, b: 2 }).map(([k, v]) => k + v).join()', 'a1,b2'],
    ['Array.from({ length: 3 }, (_, i) => i < 2 ? "*" : "-").join("")', '**-'],
    ['items.reduce((sum, { n }) => sum + n, 0)', 3],
    ['[3, 1, 2].sort((a, b) => a - b).reverse().slice(0, 2).join()', '3,2'],
    ['[[1], [2]].flat().includes(2)', true],
    ['name.toUpperCase().replace("A", "$&") + name.padStart(5, ".")', '$&DA..Ada'],
    ['(1.005).toFixed(1) + Math.max(1, 2) + Math.round(2.5)', '1.023'],
    ['JSON.stringify([1, "a"])', '[1,"a"]'],
    ['Number("4") + parseInt("5px") + parseFloat("1.5")', 10.5],
    ['String([1, null, 2]) + {}', '1,,2[object Object]'],
    ['"a,b".split(",").length', 2],
    ['"b" > "a"', true]
  ])('%s', (text, result) => {
    expect(work(text)).toEqual(result);
  });

  it.each([
    ['value.constructor', undefined],
    ['name.__proto__', undefined],
    ['items.constructor', undefined],
    ['nested["__proto__"]', undefined],
    ['nested.hasOwnProperty', undefined],
    ['(x => x).constructor', undefined],
    ['Math.constructor', undefined],
    ['Object.prototype', undefined],
    ['JSON.parse', undefined]
  ])('reaches nothing beyond data: %s', (text, result) => {
    expect(work(text)).toBe(result);
  });

  it.each([
    ['window', /names "window"/],
    ['globalThis.fetch("x")', /names "globalThis"/],
    ['document.cookie', /names "document"/],
    ['eval("1")', /names "eval"/],
    ['Function("return 1")()', /names "Function"/],
    ['value.constructor.constructor("x")()', /There is no "constructor" of what is undefined/],
    ['name.match("a")', /\.match\(\) cannot be called/],
    ['empty.x', /There is no "x" of what is null/],
    ['missing', /names "missing"/]
  ])('says what cannot be: %s', (text, words) => {
    expect(() => work(text)).toThrow(words);
  });

  it.each([
    ['new Date()', /"new" is no part/],
    ['value = 4', /./],
    ['(', /no end/],
    ['"abc', /has no end/],
    ['`abc', /has no end/],
    ['a b', /./],
    ['x => { return 1; }', /one expression/],
    ['[1, 2', /"]" is missing/],
    ['a ? 1', /":" is missing/]
  ])('says what is wrong: %s', (text, words) => {
    expect(() => {
      const { end } = parseExpression(text, 0);
      if (end < text.length) {
        throw new SyntaxError('more');
      }
    }).toThrow(words);
  });

  it.each([
    '"x".repeat(1e9)',
    '"x".padEnd(1e9)',
    'Array.from({ length: 1e9 })',
    'Array.from({ length: 1000 }, (_, i) => Array.from({ length: 1000 }, (_, j) => i + j)).flat()',
    'Array.from({ length: 40 }).reduce(text => text + text, "xxxx")',
    'Array.from({ length: 40 }).reduce(list => [...list, ...list], [1, 1])',
    'Array.from({ length: 60 }).reduce(list => [list, list], ["xxxxxxxxxxxxxxxx"]) + ""'
  ])('does not keep the page busy: %s', text => {
    expect(() => work(text)).toThrow(/more than can be shown|too long/);
  });

  it('is refused when it is nested without end', () => {
    expect(() => parseExpression('('.repeat(5000), 0)).toThrow(/nested too deeply/);
  });
});
