import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import axe from 'axe-core';
import { BundleProblem } from '../bundleproblem';

const trans = nullTranslator.load('intarsia');

afterEach(() => {
  document.body.replaceChildren();
});

describe('BundleProblem', () => {
  it('says what cannot be read, as text, and offers to run the cell', async () => {
    const runCell = jest.fn();
    const problem = new BundleProblem({ trans, detail: '<b>spec.root</b> is missing.', runCell });
    Widget.attach(problem, document.body);
    expect(problem.node.classList).toContain('intarsia-App');
    expect(problem.node.textContent).toContain('<b>spec.root</b> is missing.');
    expect(problem.node.textContent).toContain('Run the cell again to make a new one.');
    problem.node.querySelector('button')!.click();
    expect(runCell).toHaveBeenCalledTimes(1);
    const { violations } = await axe.run(problem.node, {
      rules: { 'color-contrast': { enabled: false } }
    });
    expect(violations).toEqual([]);
    problem.dispose();
  });

  it('tells a newer bundle from a broken one, and offers nothing without a cell', () => {
    const problem = new BundleProblem({ trans, detail: '', newer: true });
    expect(problem.node.textContent).toMatch(/newer intarsia.*run the cell again/);
    expect(problem.node.querySelector('button')).toBeNull();
    problem.dispose();
  });
});
