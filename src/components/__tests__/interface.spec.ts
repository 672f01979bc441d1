import { Widget } from '@lumino/widgets';
import type { ComponentSpec, InterfaceSpec } from '../../protocol/types';
import type { Component } from '../component';
import type { Interface } from '../interface';
import { createComponent } from '../create';
import { clearStage, createContext, place, registry, sampleSpec, type IPlaced } from './stage';

afterEach(clearStage);

const KINDS: readonly (readonly [string, ComponentSpec['kind']])[] = [
  ['about', 'markdown'],
  ['a', 'textbox'],
  ['b', 'number'],
  ['more', 'accordion'],
  ['c', 'number'],
  ['run', 'button'],
  ['clear', 'button'],
  ['out', 'label'],
  ['flag', 'button'],
  ['examples', 'dataset']
];

function show(given: Partial<InterfaceSpec> = {}): IPlaced & { placed(id: string): Component } {
  const context = createContext({ placed: id => placed(id) });
  const components = new Map<string, Component>();
  const placed = (id: string): Component => {
    const kind = KINDS.find(([name]) => name === id)?.[1];
    if (!kind) {
      throw new Error(id);
    }
    const children = id === 'more' ? { children: ['c'] } : {};
    const spec = sampleSpec(kind, { id, label: id, ...children } as never);
    const component = components.get(id) ?? createComponent(registry, spec, context);
    components.set(id, component);
    return component;
  };
  const spec = {
    above: ['about'],
    inputs: ['a', 'b', 'more'],
    nested: ['c'],
    outputs: ['out'],
    submit: 'run',
    clear: 'clear',
    flags: ['flag'],
    children: ['examples'],
    ...given
  };
  return { ...place('interface', spec, { placed }), placed };
}

describe('Interface', () => {
  it('puts what it is about first, inputs and buttons before the results, the rest below', () => {
    const { component, find, placed } = show();
    const order = [...component.node.querySelectorAll('.intarsia-Component')];
    const ids = KINDS.map(([id]) => id);
    expect(order).toEqual(ids.map(id => placed(id).node));
    expect(find('.intarsia-Interface-actions').contains(placed('run').node)).toBe(true);
    expect(find('.intarsia-Output').contains(placed('out').node)).toBe(true);
    expect(find('.intarsia-Output').contains(placed('flag').node)).toBe(false);
  });

  it('knows all that belongs to its function', () => {
    const { component } = show();
    const { members } = component as Interface;
    expect(members).toEqual(['a', 'b', 'more', 'c', 'out', 'run', 'clear', 'flag']);
  });

  it('takes components in and out, and disposes none', () => {
    const { component, placed } = show();
    const layout = component as Interface;
    const tab = new Widget();
    layout.results.insertWidget(0, tab);
    placed('b').focusFirst();
    const focused = document.activeElement;
    layout.setSpec({ ...layout.spec, inputs: ['b'], flags: [], children: [] });
    for (const id of ['a', 'more', 'flag', 'examples']) {
      expect(placed(id).isDisposed).toBe(false);
      expect(placed(id).isAttached).toBe(false);
      placed(id).dispose();
    }
    expect(placed('b').isAttached).toBe(true);
    expect(document.activeElement).toBe(focused);
    expect(tab.isAttached).toBe(true);
  });

  it('is one column where there is nothing to fill in, or no result', () => {
    expect(show({ inputs: [] }).component.hasClass('intarsia-mod-noinputs')).toBe(true);
    const { component } = show({ outputs: [] });
    expect(component.hasClass('intarsia-mod-nooutputs')).toBe(true);
    expect(component.hasClass('intarsia-mod-noinputs')).toBe(false);
  });
});
