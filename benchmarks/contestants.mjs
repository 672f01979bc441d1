// Who is measured, and where their parts are on the page.
import { existsSync, readFileSync } from 'node:fs';

/**
 * `field` and `handle` find the text field and what takes the slider's keys, `result` what
 * shows the function's result, all within the cell's output or, with `frame`, within its
 * iframe. `packages` is what a user installs beside JupyterLab. Who has a cell for each task
 * of a case takes part in it.
 */
export const CONTESTANTS = [
  {
    name: 'intarsia',
    title: 'intarsia',
    packages: ['intarsia'],
    field: '.intarsia-Textbox input, .intarsia-Textbox textarea',
    handle: '.intarsia-Slider input[type="range"]',
    result: '.intarsia-Output'
  },
  {
    name: 'comm',
    title: 'bare comm',
    packages: [],
    field: '.bare-App input',
    handle: '.bare-App input',
    result: '.bare-Result',
    script: 'bare.js'
  },
  {
    name: 'ipywidgets',
    title: 'ipywidgets `interact`',
    packages: ['ipywidgets'],
    field: '.widget-interact input[type="text"]',
    handle: '.widget-interact .noUi-handle',
    result: '.widget-interact .widget-output'
  },
  {
    name: 'gradio',
    title: 'Gradio inline',
    packages: ['gradio==6.31.*'],
    field: 'textarea:not(:disabled)',
    handle: 'input[type="range"]',
    result: 'textarea:disabled',
    frame: true
  },
  {
    name: 'paced',
    title: 'bare comm, paced',
    packages: [],
    result: 'textarea',
    script: 'paced.js'
  },
  {
    name: 'panel',
    title: 'Panel',
    packages: ['panel>=1.9,<2', 'pillow'],
    result: 'textarea'
  }
];

/** Whether a contestant has a cell for each of some tasks. */
export function takesPart(contestant, tasks) {
  return tasks.every(task => existsSync(cellFile(contestant, task)));
}

/** The source of a task's cell. */
export function cell(contestant, task) {
  return readFileSync(cellFile(contestant, task), 'utf8');
}

function cellFile(contestant, task) {
  return new URL(`cells/${task}/${contestant.name}.py`, import.meta.url);
}

/** What runs in the page and its frames before anything else; the first answer is provoked. */
export function pageScript(contestant, tasks) {
  const { result, script, frame = false } = contestant;
  const field = tasks.includes('text') ? contestant.field : null;
  const read = name => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
  return [
    `window.benchmark = ${JSON.stringify({ field, result, frame })};`,
    read('trace.js'),
    read('stream.js'),
    script ? read(script) : ''
  ].join('\n');
}
