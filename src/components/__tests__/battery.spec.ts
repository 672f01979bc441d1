import axe from 'axe-core';
import type { ComponentSpec } from '../../protocol/types';
import { createComponent } from '../create';
import { COMPONENTS } from '../index';
import { SAMPLES, type ISample } from './samples';
import {
  clearStage,
  createContext,
  place,
  press,
  registry,
  sampleSpec,
  type IPlaced
} from './stage';

// The contract that every kind keeps, over the list of kinds: a new kind is covered
// before it has tests of its own.

const KINDS = Object.keys(COMPONENTS) as ComponentSpec['kind'][];
const CONTROLS = 'input, select, textarea, button, [tabindex="0"], [contenteditable]';

// axe looks at a page nine times per kind: seconds, where the machine is busy.
jest.setTimeout(30_000);

beforeAll(() => {
  // What draws into the room it has would draw nothing: jsdom lays nothing out.
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(480);
});

afterEach(clearStage);

function sampleOf(kind: string): ISample {
  return SAMPLES[kind] ?? {};
}

function show(kind: ComponentSpec['kind'], given: object = {}, value?: unknown): IPlaced {
  const sample = sampleOf(kind);
  const context = createContext({
    upload: () => new Promise(() => undefined),
    placed: id => {
      const part = sample.parts?.[id.slice(0, 'part0'.length)] ?? sampleSpec('display');
      return createComponent(registry, part, context);
    }
  });
  const stage = place(kind, { ...sample.spec, ...given } as never, context);
  stage.component.setValue(value === undefined ? (sample.value ?? null) : value);
  return stage;
}

/**
 * Wait until renderers of the host have drawn: they take microtasks and one turn.
 */
async function drawn(stage: IPlaced): Promise<void> {
  await (stage.component as { settled?: Promise<void> }).settled;
  await new Promise(resolve => setTimeout(resolve, 0));
}

function controls(node: HTMLElement): HTMLElement[] {
  return [node, ...node.querySelectorAll<HTMLElement>('*')].filter(element =>
    element.matches(CONTROLS)
  );
}

function isDisabled(control: HTMLElement): boolean {
  return (
    control.hasAttribute('disabled') ||
    control.closest('fieldset[disabled], [inert]') !== null ||
    control.getAttribute('aria-disabled') === 'true'
  );
}

/**
 * What is read out beside an element's name: its own description, or that of a group
 * around it.
 */
function spokenOf(element: Element, root: Element): string {
  const words: string[] = [];
  for (let at: Element | null = element; at && root.contains(at); at = at.parentElement) {
    const ids = `${at.getAttribute('aria-describedby')} ${at.getAttribute('aria-errormessage')}`;
    words.push(...ids.split(' ').map(id => document.getElementById(id)?.textContent ?? ''));
  }
  return words.join(' ');
}

async function violations(): Promise<string[]> {
  const result = await axe.run(document.body, {
    // jsdom lays nothing out; contrast is measured in the browser. Landmarks are the
    // page's, not a component's.
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false }
    }
  });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`)
  );
}

describe.each(KINDS)('%s', kind => {
  const sample = sampleOf(kind);
  const isWordless = sample.isLayout === true;

  if (!isWordless) {
    it('shows its label, its help and its unit', () => {
      const { component } = show(kind, { label: 'Petal', info: 'Widest.', unit: 'cm' });
      const words = `${component.node.textContent} ${component.node.title}`;
      expect(words).toContain('Petal');
      expect(words).toContain('Widest.');
      expect(words).toContain('cm');
    });
  }

  it('has the class that themes and tests know it by', () => {
    const { component } = show(kind);
    const name = COMPONENTS[kind].name;
    expect(name.toLowerCase()).toBe(kind);
    expect(component.hasClass(`intarsia-${name}`)).toBe(true);
    expect(component.hasClass('intarsia-Component')).toBe(true);
  });

  it('is hidden while its description says so', () => {
    const { component } = show(kind, { visible: false });
    expect(component.isHidden).toBe(true);
    component.setSpec({ ...component.spec, visible: true });
    expect(component.isHidden).toBe(sample.isUnseen === true);
  });

  it('can be disabled as a whole, and keeps what it shows', () => {
    const { component } = show(kind);
    const before = component.node.textContent;
    component.setDisabled(true);
    expect(controls(component.node).filter(control => !isDisabled(control))).toEqual([]);
    component.setDisabled(false);
    expect(component.node.textContent).toBe(before);
  });

  it('asks for nothing where it is only to be read', () => {
    const { component } = show(kind, { interactive: false });
    const open = controls(component.node).filter(
      control => !isDisabled(control) && control.matches('input, select, textarea')
    );
    expect(open).toEqual([]);
  });

  it('shows an empty value, a value, and another again, telling nobody', () => {
    const { component, events } = show(kind);
    component.setValue(null);
    component.setValue(sample.value ?? null);
    expect(component.value).toEqual(sample.value ?? null);
    expect(component.draft).toBeUndefined();
    expect(events).toEqual([]);
  });

  it('keeps its keys from the notebook, in the order of reading', () => {
    for (const given of [{}, { interactive: false }]) {
      for (const control of controls(show(kind, given).component.node)) {
        expect(`${control.outerHTML} ${control.dataset.lmSuppressShortcuts}`).toMatch(/ true$/);
        expect(control.tabIndex).toBeLessThanOrEqual(0);
      }
    }
  });

  if (sample.edit) {
    const { act, wire } = sample.edit;

    it('gives the wire value of what a person enters, and commits it', () => {
      const stage = show(kind);
      act(stage);
      expect(stage.component.draft).toEqual(wire);
      (document.activeElement as HTMLElement).blur();
      const heard = stage.heard();
      expect(heard).toContain('input');
      expect(heard).toContain('change');
      expect(heard.indexOf('input')).toBeLessThan(heard.lastIndexOf('change'));
      expect(heard.filter(name => name === 'change').length).toBe(1);
      stage.component.setValue(wire);
      expect(stage.component.draft).toBeUndefined();
      expect(stage.heard()).toEqual([]);
    });

    it('runs by Shift+Enter and Ctrl+Enter, and the notebook does not hear of it', () => {
      const stage = show(kind);
      const outside = jest.fn();
      document.body.addEventListener('keydown', outside);
      const open = controls(stage.component.node).filter(each => !isDisabled(each));
      const control = open.find(each => each.matches('textarea')) ?? open[0];
      const isNewLine = sample.beginsLines === true;
      expect(press(control, 'Enter', { shiftKey: true })).toBe(isNewLine);
      expect(press(control, 'Enter', { ctrlKey: true })).toBe(false);
      expect(stage.heard().filter(name => name === 'submit').length).toBe(isNewLine ? 1 : 2);
      expect(outside).not.toHaveBeenCalled();
      document.body.removeEventListener('keydown', outside);
    });

    it('marks what is wrong, in words that belong to the control, until it is right', () => {
      const { component } = show(kind);
      const path = [...(sample.path ?? [])];
      component.showErrors([{ path, message: 'Must be odd.' }]);
      expect(component.node.textContent).toContain('Must be odd.');
      const invalid = [component.node, ...component.node.querySelectorAll('*')].filter(
        element => element.getAttribute('aria-invalid') === 'true'
      );
      expect(invalid.length).toBeGreaterThan(0);
      for (const element of invalid) {
        expect(spokenOf(element, component.node)).toContain('Must be odd.');
      }
      component.showErrors([]);
      expect(component.node.textContent).not.toContain('Must be odd.');
      expect(component.node.querySelector('[aria-invalid]')).toBeNull();
    });

    it('puts the focus on its first control', () => {
      const { component } = show(kind);
      component.focusFirst();
      expect(component.node.contains(document.activeElement)).toBe(true);
    });
  }

  it('leaves nothing behind, and may be disposed twice', () => {
    const added = jest.spyOn(EventTarget.prototype, 'addEventListener');
    const removed = jest.spyOn(EventTarget.prototype, 'removeEventListener');
    const stage = show(kind);
    sample.edit?.act(stage);
    const { component } = stage;
    const outer = new Set<unknown>([window, document, document.body, component.node]);
    const key = (spy: jest.SpyInstance, index: number): string =>
      `${[...outer].indexOf(spy.mock.contexts[index])} ${spy.mock.calls[index][0]}`;
    const listed = (spy: jest.SpyInstance): string[] =>
      spy.mock.calls
        .map((_, index) => key(spy, index))
        .filter(each => !each.startsWith('-1'))
        .sort();
    component.dispose();
    component.dispose();
    const [on, off] = [listed(added), listed(removed)];
    added.mockRestore();
    removed.mockRestore();
    expect(new Set(off)).toEqual(new Set(on));
    expect(component.isDisposed).toBe(true);
    expect(document.body.childElementCount).toBe(0);
  });

  it('is silent under axe, also as a display, disabled and wrong', async () => {
    for (const given of [
      { info: 'Widest.', unit: 'cm' },
      { label: null },
      { interactive: false, unit: 'cm' }
    ]) {
      const stage = show(kind, given);
      await drawn(stage);
      expect(await violations()).toEqual([]);
      stage.component.showErrors([{ path: [...(sample.path ?? [])], message: 'Must be odd.' }]);
      expect(await violations()).toEqual([]);
      stage.component.showErrors([]);
      stage.component.setDisabled(true);
      expect(await violations()).toEqual([]);
      clearStage();
    }
  });

  it('fault 032: keeps hostile text inert, wherever it stands', async () => {
    const hostile =
      '</script><img src=x onerror="window.hit=1">"\'><a data-commandlinker-command="x" ' +
      'href="javascript:window.hit=1">hostile</a>';
    const poisoned = (data: unknown): unknown =>
      typeof data === 'string'
        ? data + hostile
        : Array.isArray(data)
          ? data.map(poisoned)
          : data && typeof data === 'object'
            ? Object.fromEntries(
                Object.entries(data).map(([name, item]) => [
                  name,
                  // What chooses a class, a format or a place is no text to show.
                  /^(kind|type|role|mime|inputmode|file_count|variant|datatype|minimum|maximum|id|name)$/.test(
                    name
                  ) && !(name === 'name' && 'handle' in data)
                    ? item
                    : poisoned(item)
                ])
              )
            : data;
    for (const interactive of [true, false]) {
      const stage = show(
        kind,
        {
          ...(poisoned({
            label: 'Petal',
            info: 'Widest',
            unit: 'cm',
            ...('placeholder' in show(kind).component.spec ? { placeholder: 'x' } : {}),
            ...sample.spec
          }) as object),
          interactive
        },
        poisoned(sample.value ?? null)
      );
      stage.component.showErrors([{ path: [...(sample.path ?? [])], message: hostile }]);
      await drawn(stage);
      const { node } = stage.component;
      expect(node.querySelector('script, iframe, object, embed, style, form')).toBeNull();
      if (!sample.isMarkup) {
        expect(node.querySelector('img, a')).toBeNull();
      }
      for (const element of [node, ...node.querySelectorAll('*')]) {
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|commandlinker|^style.*hostile/);
          if (/^(id|name|for|href|src|list|form)$/.test(name)) {
            expect(value).not.toMatch(/hostile|javascript/);
          }
        }
      }
      expect((window as { hit?: number }).hit).toBeUndefined();
      clearStage();
    }
  });
});
