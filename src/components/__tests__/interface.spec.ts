import { Widget } from '@lumino/widgets';
import type { Component } from '../component';
import type { Interface } from '../interface';
import { createComponent } from '../create';
import { clearStage, createContext, place, registry, sampleSpec } from './stage';

afterEach(clearStage);

describe('Interface', () => {
  it('puts inputs and buttons before the results, in reading order', () => {
    const context = createContext();
    const components = new Map<string, Component>(
      (
        [
          ['a', sampleSpec('textbox', { id: 'a', label: 'A' })],
          ['b', sampleSpec('number', { id: 'b', label: 'B' })],
          ['run', sampleSpec('button', { id: 'run', label: 'Run' })],
          ['out', sampleSpec('label', { id: 'out', label: null, interactive: false })]
        ] as const
      ).map(([id, spec]) => [id, createComponent(registry, spec, context)])
    );
    const placed = (id: string): Component => {
      const component = components.get(id);
      if (!component) {
        throw new Error(id);
      }
      return component;
    };
    const { component, find } = place(
      'interface',
      { inputs: ['a', 'b'], outputs: ['out'], submit: 'run', clear: null },
      { placed }
    );
    const order = [...component.node.querySelectorAll('.intarsia-Component')];
    expect(order).toEqual(['a', 'b', 'run', 'out'].map(id => placed(id).node));
    expect(find('.intarsia-Interface-actions').contains(placed('run').node)).toBe(true);
    expect(find('.intarsia-Output').contains(placed('out').node)).toBe(true);

    const layout = component as Interface;
    const tab = new Widget();
    layout.results.insertWidget(0, tab);
    layout.setSpec({ ...layout.spec, inputs: ['b'] });
    expect(placed('a').isDisposed).toBe(false);
    expect(placed('a').isAttached).toBe(false);
    expect(placed('b').isAttached).toBe(true);
    expect(tab.isAttached).toBe(true);
    placed('a').dispose();
  });
});
