import type { Component } from '../component';
import { createComponent } from '../create';
import { clearStage, createContext, place, registry, sampleSpec } from './stage';

afterEach(clearStage);

/** A textbox that a button of the app belongs to. */
function show(buttons: string[]): {
  stage: ReturnType<typeof place<'textbox'>>;
  mend: Component;
  asked: unknown[][];
} {
  const context = createContext();
  const spec = sampleSpec('button', { id: 'c9', label: null } as never);
  const mend = createComponent(registry, spec, context);
  mend.setValue('Mend');
  const asked: unknown[][] = [];
  const tool = (...args: unknown[]): Component | null => {
    asked.push(args);
    return args[0] === 'c9' ? mend : null;
  };
  return { stage: place('textbox', { buttons }, { tool }), mend, asked };
}

describe('A button of the app that belongs to a field', () => {
  it('stands at the end of its label, is alive there, and no layout holds it', () => {
    const { stage, mend, asked } = show(['copy', 'c9', 'what']);
    const tools = stage.find<HTMLElement>('.intarsia-Field-tools');
    expect(tools.lastElementChild).toBe(mend.node);
    expect(tools.childElementCount).toBe(2);
    expect(mend.isAttached).toBe(true);
    expect(asked).toEqual([['c9'], ['what']]);
    const pressed: string[] = [];
    mend.triggered.connect((_, { name }) => {
      pressed.push(name);
    });
    mend.node.click();
    expect(pressed).toEqual(['click']);
    expect(stage.heard()).toEqual([]);
  });

  it('stays when the field is drawn again, and leaves it when it belongs there no more', () => {
    const { stage, mend } = show(['c9']);
    const again = { ...stage.component.spec, lines: 3 } as never;
    stage.component.setSpec(again);
    expect(stage.component.node.contains(mend.node)).toBe(true);
    expect(mend.isAttached).toBe(true);
    stage.component.setSpec({ ...(again as object), buttons: [] } as never);
    expect(stage.component.node.contains(mend.node)).toBe(false);
    expect(mend.isAttached).toBe(false);
  });

  it('goes with the field', () => {
    const { stage, mend } = show(['c9']);
    stage.component.dispose();
    expect(mend.isAttached).toBe(false);
    expect(mend.isDisposed).toBe(false);
    mend.dispose();
  });
});
