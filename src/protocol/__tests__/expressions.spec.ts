import { fixtures } from '../../testing/fixtures';
import { evaluate, present, sourcesOf } from '../expressions';
import { decodeBundle } from '../decode';
import type { ExpressionSpec } from '../types';
import { decodeValue, encodeValue } from '../wire';

interface IRow {
  readonly expression: ExpressionSpec;
  readonly cases: ReadonlyArray<{ readonly values: unknown; readonly means: unknown }>;
}

const rows = fixtures('expression').flatMap(({ name, data }) =>
  (data as IRow[]).flatMap(({ expression, cases }) =>
    cases.map((item, i) => [`${name} ${expression.op} ${i}`, expression, item] as const)
  )
);

/** Constants are values: they come with tags. */
function decoded(expression: ExpressionSpec): ExpressionSpec {
  return {
    ...expression,
    of: expression.of.map(decoded),
    constant: decodeValue(expression.constant)
  };
}

it.each(rows)('%s', (_, expression, { values, means }) => {
  const read = decodeValue(values) as Record<string, unknown>;
  const found = evaluate(decoded(expression), id => read[id]);
  expect(encodeValue(found, [])).toEqual(means);
});

describe('present', () => {
  const [{ data }] = fixtures('bundle').filter(item => item.name === 'bindings');
  const bundle = decodeBundle(data);
  const more = bundle.spec.components.find(spec => spec.id === 'm')!;
  const plain = bundle.spec.components.find(spec => spec.id === 't')!;

  it('works out what follows other values', () => {
    expect(present(more, () => 'ab').visible).toBe(false);
    expect(present(more, () => 'abc').visible).toBe(true);
    expect(present(more, () => 'abc').interactive).toBe(true);
    expect(present(more, () => NaN).interactive).toBe(false);
  });

  it('leaves what follows nothing as it is', () => {
    expect(present(plain, () => 'ab')).toBe(plain);
  });

  it('takes from a file no property that the kind has not, and no choices that are none', () => {
    const forged = {
      ...more,
      bindings: [
        {
          property: 'choices' as const,
          expression: {
            op: 'constant' as const,
            of: [],
            component: null,
            constant: [{ label: 1 }, 'x']
          }
        }
      ]
    };
    expect(present(forged, () => null)).not.toHaveProperty('choices');
    const radio = { ...forged, kind: 'radio', choices: [] } as unknown as typeof more;
    expect(present(radio, () => null)).toHaveProperty('choices', []);
  });

  it('knows what it follows', () => {
    expect(sourcesOf(more.bindings[0].expression)).toEqual(['t']);
  });
});
