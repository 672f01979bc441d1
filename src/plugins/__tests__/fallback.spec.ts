import { explained, explanation, input } from '../../components/__tests__/explanations';
import type { AppSpec, Bundle, ComponentSpec } from '../../protocol/types';
import { COMMON } from '../../testing/common';
import { FIELDS } from '../../testing/fields';
import { fakeBundle } from '../../testing/fakekernel';
import { Fallback } from '../fallback';

// What stands in the file for places without the extension, written when a notebook is saved.

function box(id: string, given: Partial<ComponentSpec> = {}): ComponentSpec {
  const label = id.toUpperCase();
  return { ...COMMON, ...FIELDS.textbox, id, kind: 'textbox', label, ...given } as ComponentSpec;
}

function row(id: string, children: string[], given: object = {}): ComponentSpec {
  return { ...box(id), kind: 'row', label: null, children, ...given } as ComponentSpec;
}

function bundle(components: ComponentSpec[], values: Record<string, unknown> = {}): Bundle {
  const spec: AppSpec = { ...fakeBundle().spec, root: 'root', components, listeners: [] };
  const words = Object.fromEntries(components.map(({ id }) => [id, `value of ${id}`]));
  return { ...fakeBundle(), spec, values: { ...words, ...values } };
}

describe('an app in a place without the extension', () => {
  it('says nothing of what is hidden, and of all that stands in it', () => {
    const app = bundle([
      row('root', ['open', 'shut']),
      row('open', ['a', 'b']),
      row('shut', ['within'], { visible: false }),
      row('within', ['c']),
      box('a'),
      box('b', { visible: false }),
      box('c')
    ]);
    for (const text of [Fallback.html(app), Fallback.plain(app)]) {
      expect(text).toContain('value of a');
      expect(text).not.toContain('value of b');
      expect(text).not.toContain('value of c');
    }
  });

  it('says what values show and hide', () => {
    const expression = { op: 'value', component: 'on', of: [], constant: null };
    const binding = { property: 'visible', expression };
    const parts = (on: boolean): Bundle =>
      bundle(
        [
          row('root', ['on', 'more']),
          box('on'),
          row('more', ['a'], { bindings: [binding] }),
          box('a')
        ],
        { on }
      );
    expect(Fallback.plain(parts(true))).toContain('value of a');
    expect(Fallback.plain(parts(false))).not.toContain('value of a');
  });

  it('ends where layouts hold one another', () => {
    const app = bundle([row('root', ['a', 'root'], { visible: false }), box('a')]);
    expect(Fallback.plain(app)).not.toContain('value of a');
  });

  it('tells what carried a result, the strongest first', () => {
    const page = { ...box('why'), kind: 'interpretation', label: null } as ComponentSpec;
    const form = explanation({
      prediction: 12.34567,
      inputs: [
        input({ label: 'Width', score: 0.1234 }),
        input({ label: 'Depth', score: -2 }),
        input({ label: 'Lid', score: 0 }),
        input({ label: 'Wood', score: null })
      ]
    });
    const none = explanation({ prediction: null, inputs: [] });
    const app = bundle([page], { why: explained(explanation(), form, none) });
    expect(Fallback.plain(app)).toContain(
      [
        'Interpretation: good 0.75 by Leave-one-out: good +0.25, day -0.05',
        'good 12.35 by Leave-one-out: Depth -2, Width +0.123',
        'good by Leave-one-out: nothing mattered'
      ].join('\n')
    );
  });
});
