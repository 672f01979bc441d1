import { Sanitizer } from '@jupyterlab/apputils';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { RECORDS, SPECS, type Shape } from '../../protocol/schema';
import type { ComponentSpec } from '../../protocol/types';
import type { Component } from '../component';
import { createComponent } from '../create';
import { ComponentRegistry } from '../registry';
import { COMMON, PLACES } from '../../testing/common';
import { FIELDS } from '../../testing/fields';

/**
 * Where components are tried: a context without a kernel, and a page to stand on.
 */
export const registry = new ComponentRegistry();

const sanitizer = new Sanitizer();

/**
 * The surroundings of a component; what a test cares about is given.
 */
export function createContext(given: Partial<Component.IContext> = {}): Component.IContext {
  const context: Component.IContext = {
    create: spec => createComponent(registry, spec, context),
    placed: id => createComponent(registry, sampleSpec('textbox', { id }), context),
    tool: () => null,
    trans: nullTranslator.load('intarsia'),
    rendermime: new RenderMimeRegistry({
      initialFactories: standardRendererFactories,
      sanitizer
    }),
    sanitizer,
    trusted: true,
    upload: null,
    download: null,
    read: null,
    pace: () => 0.5,
    script: () => null,
    call: () => Promise.reject(new Error('No functions here.')),
    ...given
  };
  return context;
}

const OWN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...FIELDS,
  checkboxgroup: {
    choices: [
      { label: 'one', value: 1 },
      { label: 'one, as text', value: '1' },
      { label: 'yes', value: true }
    ],
    min_length: null,
    max_length: null,
    show_select_all: false
  },
  radio: {
    ...FIELDS.radio,
    choices: [
      { label: 'forest', value: 'forest' },
      { label: 'logistic', value: 'logistic' }
    ]
  },
  dropdown: {
    choices: [
      { label: 'forest', value: 'forest' },
      { label: 'logistic', value: 'logistic' }
    ],
    multiselect: false,
    allow_custom_value: false,
    filterable: false,
    max_choices: null,
    num_choices_shown: 100
  },
  datetime: { buttons: [], include_time: true, exact: true, minimum: null, maximum: null },
  date: { minimum: null, maximum: null },
  time: { minimum: null, maximum: null },
  duration: { minimum: null, maximum: null },
  file: {
    file_types: null,
    file_count: 'single',
    max_size: 1024 * 1024,
    height: null
  },
  image: {
    height: null,
    width: null,
    image_mode: null,
    sources: ['upload', 'webcam', 'clipboard'],
    streaming: false,
    camera: { mirror: true, constraints: null },
    placeholder: null,
    alt_text: null,
    max_size: 1024 * 1024
  },
  audio: {
    sources: ['upload', 'microphone'],
    streaming: false,
    autoplay: false,
    loop: false,
    wave_color: null,
    wave_progress_color: null,
    shows_recording: true,
    skip_length: 5,
    max_size: 1024 * 1024
  },
  video: {
    sources: ['upload', 'webcam'],
    height: null,
    width: null,
    camera: { mirror: true, constraints: null },
    include_audio: true,
    autoplay: false,
    loop: false,
    max_size: 1024 * 1024
  },
  dataframe: {
    headers: null,
    datatype: null,
    row_count: null,
    column_count: null,
    max_cells: 1000
  },
  json: { open: true, show_indices: true, buttons: ['copy'] },
  label: { num_top_classes: null, color: null, show_heading: true, selectable: false },
  code: { lines: 2, max_lines: null, show_line_numbers: true, buttons: ['copy', 'download'] },
  highlightedtext: { color_map: {}, show_inline_category: true },
  html: { html_template: '${value}', apply_default_css: true },
  button: { variant: 'primary' },
  uploadbutton: { file_types: null, max_size: 1024 * 1024 },
  interface: { inputs: [], outputs: [], submit: null, clear: null, ...PLACES },
  accordion: { open: true, told: 0 },
  sidebar: { open: true, told: 0, width: 320 },
  tabs: { told: 0 },
  walkthrough: { told: 0 }
};

/**
 * The plainest value of a shape; so a new kind has a description without being listed.
 */
function plain(shape: Shape): unknown {
  if (typeof shape === 'string') {
    return { string: '', integer: 1, number: 1, boolean: false, null: null, unknown: null }[shape];
  }
  if ('union' in shape) {
    return shape.union.includes('null') ? null : plain(shape.union[0]);
  }
  if ('enum' in shape) {
    return shape.enum[0];
  }
  if ('array' in shape) {
    return [];
  }
  if ('map' in shape) {
    return {};
  }
  return shape.ref === 'ComponentSpec'
    ? sampleSpec('textbox', { id: '' })
    : Object.fromEntries(
        Object.entries(RECORDS[shape.ref]).map(([name, field]) => [name, plain(field)])
      );
}

/**
 * A description of a kind, with nothing special about it.
 */
export function sampleSpec<K extends ComponentSpec['kind']>(
  kind: K,
  given: Partial<Extract<ComponentSpec, { kind: K }>> = {}
): Extract<ComponentSpec, { kind: K }> {
  return {
    ...(plain({ ref: SPECS[kind] }) as object),
    ...COMMON,
    id: 'c1',
    kind,
    label: 'Petal length',
    ...OWN[kind],
    ...given
  } as unknown as Extract<ComponentSpec, { kind: K }>;
}

/**
 * A component on the page, and all that it tells.
 */
export interface IPlaced {
  readonly component: Component;
  readonly events: Component.IEvent[];
  /** The names of the events so far, then forgotten. */
  heard(): string[];
  find<E extends HTMLElement = HTMLInputElement>(selector: string): E;
}

const placed: Component[] = [];

/**
 * Draw a description and put it on the page.
 */
export function place<K extends ComponentSpec['kind']>(
  kind: K,
  given: Partial<Extract<ComponentSpec, { kind: K }>> = {},
  context: Partial<Component.IContext> = {}
): IPlaced {
  const component = createComponent(registry, sampleSpec(kind, given), createContext(context));
  placed.push(component);
  const events: Component.IEvent[] = [];
  component.triggered.connect((_, event) => {
    events.push(event);
  });
  Widget.attach(component, document.body);
  return {
    component,
    events,
    heard: () => events.splice(0).map(event => event.name),
    find: <E extends HTMLElement = HTMLInputElement>(selector: string): E => {
      const element = component.node.matches(selector)
        ? component.node
        : component.node.querySelector<HTMLElement>(selector);
      if (!element) {
        throw new Error(`There is no ${selector} in the component.`);
      }
      return element as E;
    }
  };
}

/**
 * Take everything off the page; for `afterEach`.
 */
export function clearStage(): void {
  for (const component of placed.splice(0)) {
    component.dispose();
  }
  document.body.replaceChildren();
}

/**
 * Type into a field as a person would: all its text replaced, key by key for the browser.
 */
export function type(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/**
 * Press a key. Returns whether the browser would go on with it.
 */
export function press(
  element: HTMLElement,
  key: string,
  modifiers: KeyboardEventInit = {}
): boolean {
  element.focus();
  return element.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      bubbles: true,
      cancelable: true,
      ...modifiers
    })
  );
}

/**
 * Let go of a key.
 */
export function release(element: HTMLElement, key: string): void {
  element.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }));
}

/**
 * Leave the field.
 */
export function leave(element: HTMLElement): void {
  element.dispatchEvent(new Event('change', { bubbles: true }));
  element.blur();
}
