import type { ComponentSpec } from '../../protocol/types';
import { SPECS } from '../../protocol/schema';
import { createComponent } from '../create';
import { COMPONENTS } from '../index';
import { ComponentRegistry } from '../registry';
import { Textbox } from '../textbox';
import { createContext, sampleSpec } from './stage';

describe('ComponentRegistry', () => {
  it('knows every kind of the protocol', () => {
    expect(Object.keys(COMPONENTS).sort()).toEqual(Object.keys(SPECS).sort());
  });

  it('says in words what it cannot draw, and shows the value as text', () => {
    const spec = { ...sampleSpec('textbox'), kind: 'hologram' } as unknown as ComponentSpec;
    const component = createComponent(new ComponentRegistry(), spec, createContext());
    component.setValue({ depth: [1, 9007199254740993n], html: '<img src=x>' });
    expect(component.node.textContent).toContain('cannot show a component of the kind "hologram"');
    expect(component.node.textContent).toContain('9007199254740993');
    expect(component.node.querySelector('img')).toBeNull();
    component.dispose();
  });

  it('draws what was registered last', () => {
    const registry = new ComponentRegistry();
    registry.register('number', Textbox);
    const component = createComponent(registry, sampleSpec('number'), createContext());
    expect(component).toBeInstanceOf(Textbox);
    component.dispose();
  });
});
