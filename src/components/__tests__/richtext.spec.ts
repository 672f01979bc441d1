import type { IRenderMime } from '@jupyterlab/rendermime';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { PromiseDelegate } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import type { Display } from '../display';
import type { HTML } from '../html';
import type { Markdown } from '../markdown';
import { clearStage, createContext, place } from './stage';

afterEach(clearStage);

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function display(...data: IRenderMime.IMimeModel['data'][]): unknown {
  return { items: data.map(each => ({ data: each, metadata: {} })) };
}

describe('HTML', () => {
  it('fault 033: goes through the sanitizer, also in a trusted output', async () => {
    const { component } = place('html', { interactive: false });
    component.setValue(
      '<p onclick="alert(1)">Hello</p><script>alert(2)</script>' +
        '<a href="javascript:alert(3)" data-commandlinker-command="x">go</a>' +
        '<form action="/lab"><b>kept</b><button>send</button></form>'
    );
    await (component as HTML).settled;
    const { innerHTML } = component.node;
    expect(component.node.textContent).toContain('Hello');
    expect(component.node.querySelector('b')?.textContent).toBe('kept');
    expect(innerHTML).not.toMatch(/onclick|<script|javascript:|commandlinker|<form/);
  });

  it.each([
    ['color: red; inset: calc(1px + 2px)', true],
    [`background: url(data:image/png;base64,${PIXEL})`, true],
    ['background: url(https://evil.example/a.png)', false],
    ['background: \\75rl("//evil.example")', false],
    ['background: image-set("https://evil.example" 1x)', false],
    [`background: url(data:image/png;base64,${PIXEL}), url(//evil.example)`, false]
  ])('fault 033: of styles, %j stays: %s', async (style, stays) => {
    const { component } = place('html', { interactive: false });
    component.setValue(`<p style='${style}'>Hello</p>`);
    await (component as HTML).settled;
    expect(component.node.querySelector('p')?.hasAttribute('style')).toBe(stays);
  });

  it('fault 033: fetches nothing in an untrusted output', async () => {
    const { component } = place('html', { interactive: false }, { trusted: false });
    component.setValue(
      '<img src="https://evil.example/a.png" alt="a cat">' +
        `<img src="data:image/png;base64,${PIXEL}">` +
        '<img src="data:image/svg+xml,<svg/>"><div style="background: url(https://evil.example)">' +
        '<video src="https://evil.example/v"></video><a href="////evil.example">x</a>' +
        '<a href="relative/file">y</a><a href="https://good.example/page">z</a></div>'
    );
    await (component as HTML).settled;
    const { innerHTML } = component.node;
    expect(innerHTML).not.toContain('evil.example');
    expect(innerHTML).not.toContain('svg');
    expect(innerHTML).not.toContain('relative/file');
    expect(component.node.textContent).toContain('a cat');
    expect(component.node.querySelectorAll('img')).toHaveLength(1);
    expect(component.node.querySelector('a[href]')?.getAttribute('href')).toBe(
      'https://good.example/page'
    );
  });

  it('draws again only what changed', async () => {
    const { component } = place('html', { interactive: false });
    component.setValue('<p>one</p>');
    await (component as HTML).settled;
    const paragraph = component.node.querySelector('p');
    component.setValue('<p>one</p>');
    await (component as HTML).settled;
    expect(component.node.querySelector('p')).toBe(paragraph);
    component.setValue('');
    await (component as HTML).settled;
    expect(component.node.querySelector('p')).toBeNull();
  });
});

describe('HTML that changes bit by bit', () => {
  it('keeps what stays, with what is selected there', async () => {
    const { component } = place('html', { interactive: false });
    component.setValue('<p>one <b>two</b></p><a href="https://a.example">go</a>');
    await (component as HTML).settled;
    const [kept, link] = component.node.querySelectorAll('p, a');
    const text = kept.firstChild!;
    document.getSelection()!.setBaseAndExtent(text, 0, text, 3);
    component.setValue('<p>one <b>two</b></p><a href="https://b.example">go</a><p>three</p>');
    await (component as HTML).settled;
    expect(component.node.querySelector('p')).toBe(kept);
    expect(String(document.getSelection())).toBe('one');
    expect(component.node.querySelector('a')).not.toBe(link);
    expect(component.node.querySelectorAll('p')).toHaveLength(2);
  });
});

describe('HTML that folds', () => {
  it('stays unfolded by a person while it changes', async () => {
    const { component } = place('html', { interactive: false });
    const show = async (words: string): Promise<HTMLDetailsElement> => {
      component.setValue(`<details><summary>More</summary>${words}</details>`);
      await (component as HTML).settled;
      return component.node.querySelector('details')!;
    };
    (await show('one')).open = true;
    const shown = await show('one two');
    expect([shown.open, shown.textContent]).toEqual([true, 'Moreone two']);
  });
});

describe('HTML from a template', () => {
  it('shows whatever value by it, with properties', async () => {
    const { component } = place('html', {
      html_template: '<p>${value.n} ${unit}</p>',
      props: { unit: 'cm' }
    });
    component.setValue({ n: 3 });
    await (component as HTML).settled;
    expect(component.node.querySelector('p')?.textContent).toBe('3 cm');
    component.setSpec({ ...(component.spec as object), props: { unit: 'm' } } as never);
    await (component as HTML).settled;
    expect(component.node.querySelector('p')?.textContent).toBe('3 m');
  });

  it('goes through the sanitizer as everything does', async () => {
    const { component } = place('html', {
      html_template:
        '<img src=x onerror="window.hit = 1">{{{value}}}<script>window.hit = 2</script>'
    });
    component.setValue('<svg onload="window.hit = 3"></svg><a href="javascript:alert(1)">x</a>');
    await (component as HTML).settled;
    expect(component.node.innerHTML).not.toMatch(/onerror|onload|<script|javascript:/);
  });

  it('says what is wrong with the template', async () => {
    const { component } = place('html', { html_template: '${value.a.b}' });
    component.setValue({});
    await (component as HTML).settled;
    expect(component.node.textContent).toContain(
      'The template cannot be shown: There is no "b" of what is undefined.'
    );
  });

  it('tells clicks where somebody listens, but those on links', async () => {
    const { component, heard, find } = place('html', { tells_clicks: true });
    component.setValue('<b>press</b><a href="https://example.org">go</a>');
    await (component as HTML).settled;
    component.node.addEventListener('click', event => event.preventDefault());
    find<HTMLElement>('b').click();
    find<HTMLElement>('a').click();
    expect(heard()).toEqual(['click']);
    component.setSpec({ ...(component.spec as object), tells_clicks: false } as never);
    find<HTMLElement>('b').click();
    expect(heard()).toEqual([]);
  });

  it('looks as the page around it where the notebook is not to dress it', async () => {
    const { component } = place('html', { apply_default_css: false });
    component.setValue('<p>plain</p>');
    await (component as HTML).settled;
    expect(component.node.querySelector('.jp-RenderedHTMLCommon')).toBeNull();
  });

  it('typesets no formulas: a dollar sign is money', async () => {
    const typeset = jest.fn();
    const { rendermime } = createContext();
    const component = place(
      'html',
      {},
      { rendermime: rendermime.clone({ latexTypesetter: { typeset } }) }
    ).component;
    component.setValue('<p>$5 or $6</p>');
    await (component as HTML).settled;
    expect(typeset).not.toHaveBeenCalled();
  });
});

describe('Rules of an author', () => {
  let sheets: { text: string; cssRules: unknown[] }[];

  beforeEach(() => {
    sheets = [];
    class Sheet {
      text = '';
      cssRules: unknown[] = [];
      replaceSync(text: string): void {
        this.text = text;
        // As a browser does: what closes the rule begins another.
        this.cssRules = new Array(text.split(/^\}/m).length > 2 ? 2 : 1).fill(null);
      }
    }
    Object.assign(window, { CSSStyleSheet: Sheet });
    Object.defineProperty(document, 'adoptedStyleSheets', {
      configurable: true,
      get: () => sheets,
      set: (given: typeof sheets) => {
        sheets = given;
      }
    });
  });

  afterEach(() => {
    delete (document as { adoptedStyleSheets?: unknown }).adoptedStyleSheets;
  });

  it('are for what is within alone, follow the value, and go with it', () => {
    const { component } = place('html', { css_template: 'b { color: ${value} }' });
    component.setValue('red');
    expect(sheets).toHaveLength(1);
    const [, name, rules] = /^\.(intarsia-own-[\w-]+) \{\n([^]*)\n\}$/.exec(sheets[0].text) ?? [];
    expect(rules).toBe('b { color: red }');
    expect(component.node.querySelector(`.${name}`)).not.toBeNull();
    component.setValue('blue');
    expect(sheets.map(sheet => sheet.text.includes('blue'))).toEqual([true]);
    component.dispose();
    expect(sheets).toEqual([]);
  });

  it('are not used when they would end theirs and go on', () => {
    place('html', { css_template: 'b {}\n}\nbody { display: none' }).component.setValue('');
    expect(sheets).toEqual([]);
  });

  it('are not used where nobody vouches for them', () => {
    place('html', { css_template: 'b {}' }, { trusted: false }).component.setValue('');
    expect(sheets).toEqual([]);
  });
});

describe('Markdown', () => {
  const markdown = {
    render: (text: string) =>
      Promise.resolve(`<h2>Part one</h2><p>${text}</p><p><a href="#part-one">go</a></p>`)
  };

  function show(text: string, given: object = {}): { component: Markdown; typeset: jest.Mock } {
    const typeset = jest.fn();
    const { rendermime } = createContext();
    const { component } = place(
      'markdown',
      { latex_delimiters: [{ left: '$$', right: '$$', display: true }], ...given },
      {
        rendermime: rendermime.clone({
          latexTypesetter: { typeset },
          markdownParser: markdown as never
        })
      }
    );
    component.setValue(text);
    return { component: component as Markdown, typeset };
  }

  it('gives the host the formulas between the delimiters, and nothing else', async () => {
    const { component, typeset } = show('It costs $5 or $6: $$x < 1$$ and `$$code$$`');
    await component.settled;
    await Promise.resolve();
    const formula = component.node.querySelector('.intarsia-Markdown-formula');
    expect(formula?.textContent).toBe('$$x < 1$$');
    expect(formula?.classList.contains('intarsia-mod-display')).toBe(true);
    expect(typeset.mock.calls).toEqual([[formula]]);
    expect(component.node.textContent).toContain('It costs $5 or $6:');
    expect(component.node.textContent).toContain('`$$code$$`');
  });

  it('draws again when the delimiters change', async () => {
    const { component } = show('$x$', { latex_delimiters: [] });
    await component.settled;
    expect(component.node.querySelector('.intarsia-Markdown-formula')).toBeNull();
    component.setSpec({
      ...component.spec,
      latex_delimiters: [{ left: '$', right: '$', display: false }]
    });
    await component.settled;
    expect(component.node.querySelector('.intarsia-Markdown-formula')?.textContent).toBe('$x$');
  });

  it('lets single line breaks count where its author says so', async () => {
    const { component } = show('one\ntwo', { line_breaks: true });
    await component.settled;
    expect(component.node.innerHTML).toContain('one  \ntwo');
  });

  it('goes to a heading of its own, and tells nobody of the link', async () => {
    const { component } = show('text');
    await component.settled;
    const scrolled: Element[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      scrolled.push(this);
    };
    const outside = jest.fn();
    document.body.addEventListener('click', outside);
    component.node.querySelector<HTMLElement>('p a')?.click();
    document.body.removeEventListener('click', outside);
    expect(scrolled).toEqual([component.node.querySelector('h2')]);
    expect(outside).not.toHaveBeenCalled();
  });

  it('is as high as its author says, and can be scrolled by keys then', () => {
    const { component } = show('text', { height: '50vh', min_height: 10, max_height: 'url(x)' });
    const slot = component.node.querySelector<HTMLElement>('.intarsia-Field-control');
    expect([slot?.style.blockSize, slot?.style.minBlockSize, slot?.style.maxBlockSize]).toEqual([
      '50vh',
      '10px',
      ''
    ]);
    expect([slot?.tabIndex, slot?.dataset.lmSuppressShortcuts]).toEqual([0, 'true']);
    component.setSpec({ ...component.spec, height: null });
    expect(slot?.hasAttribute('tabindex')).toBe(false);
  });

  it('runs from right to left, with room around it, where its author says so', () => {
    const slot = show('text', {
      rtl: true,
      padding: true
    }).component.node.querySelector<HTMLElement>('.intarsia-Field-control');
    expect(slot?.dir).toBe('rtl');
    expect(slot?.classList.contains('intarsia-mod-padded')).toBe(true);
  });

  it('touches, of a text that grows, its last block alone', async () => {
    const { component } = show('', { latex_delimiters: [{ left: '$', right: '$' }] });
    const steps = ['One ', 'One $x$', 'One $x$ two', 'One $x$ two.\n\n', 'One $x$ two.\n\nThr'];
    for (const step of steps.slice(0, 4)) {
      component.setValue(step);
      await component.settled;
    }
    const first = component.node.querySelector('p')!;
    const formula = component.node.querySelector('.intarsia-Markdown-formula')!;
    formula.textContent = 'typeset'; // as the host does
    const text = first.firstChild!;
    document.getSelection()!.setBaseAndExtent(text, 0, text, 3);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver(found => changes.push(...found));
    observer.observe(first, { subtree: true, childList: true, characterData: true });
    for (const step of [steps[4], `${steps[4]}ee $y$`, `${steps[4]}ee $y$ four`]) {
      component.setValue(step);
      await component.settled;
    }
    changes.push(...observer.takeRecords());
    expect(changes).toEqual([]);
    expect(component.node.querySelector('p')).toBe(first);
    expect(first.querySelector('.intarsia-Markdown-formula')).toBe(formula);
    expect(formula.textContent).toBe('typeset');
    expect(String(document.getSelection())).toBe('One');
    expect(component.node.textContent).toContain('Three $y$ four');
    component.setValue('');
    await component.settled;
    expect(component.node.querySelector('p, h2')).toBeNull();
  });

  it('leaves nothing behind when it fails after it is gone', async () => {
    const [begun, gate] = [new PromiseDelegate<void>(), new PromiseDelegate<string>()];
    const render = (): Promise<string> => {
      begun.resolve();
      return gate.promise;
    };
    const rendermime = new RenderMimeRegistry({
      initialFactories: standardRendererFactories,
      markdownParser: { render }
    });
    const { component } = place('markdown', {}, { rendermime });
    component.setValue('text');
    await begun.promise;
    const { settled } = component as Markdown;
    component.dispose();
    gate.reject(new Error('no'));
    await expect(settled).resolves.toBeUndefined();
  });

  it('has each formula set anew that is another one', async () => {
    const { component, typeset } = show('$$a$$');
    await component.settled;
    component.setValue('$$b$$');
    await component.settled;
    const shown = component.node.querySelector('.intarsia-Markdown-formula');
    expect(shown?.textContent).toBe('$$b$$');
    expect(typeset).toHaveBeenCalledTimes(2);
    expect(typeset).toHaveBeenLastCalledWith(shown);
  });

  it('copies its text as it was written, and tells what', async () => {
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(void written.push(text)) }
    });
    const { component } = show('**bold** $$x$$', { buttons: ['copy'] });
    const told: unknown[] = [];
    component.triggered.connect((_, event) => told.push([event.name, event.data]));
    component.node.querySelector<HTMLElement>('[aria-label="Copy"]')?.click();
    await component.settled;
    await Promise.resolve();
    expect(written).toEqual(['**bold** $$x$$']);
    expect(told).toEqual([['copy', { value: '**bold** $$x$$' }]]);
  });
});

describe('Display', () => {
  it('takes the richest form that the host draws', async () => {
    const { component } = place('display', { interactive: false });
    component.setValue(display({ 'text/plain': 'plain', 'text/html': '<b>rich</b>' }));
    await (component as Display).settled;
    expect(component.node.querySelector('b')?.textContent).toBe('rich');
    expect(component.node.textContent).not.toContain('plain');
  });

  it('says which forms there are when none can be shown', async () => {
    const { component } = place('display', { interactive: false });
    component.setValue(display({ 'application/x-one': 1, 'application/x-two': 2 }));
    await (component as Display).settled;
    expect(component.node.textContent).toContain(
      'Nothing here can show this result. It comes as: application/x-one, application/x-two.'
    );
  });

  it('runs no renderer that is not safe in an untrusted output', async () => {
    const { component } = place('display', { interactive: false }, { trusted: false });
    component.setValue(
      display({
        'application/javascript': 'globalThis.ran = true',
        'image/svg+xml': '<svg onload="1"/>'
      })
    );
    await (component as Display).settled;
    expect(component.node.textContent).toContain('Nothing here can show this result.');
    expect('ran' in globalThis).toBe(false);
  });

  it('keeps what is there until the next is drawn, and draws the newest', async () => {
    const drawn: { text: string; done: () => void }[] = [];
    class Slow extends Widget implements IRenderMime.IRenderer {
      renderModel(model: IRenderMime.IMimeModel): Promise<void> {
        const text = String(model.data['application/x-slow']);
        this.node.textContent = text;
        return new Promise(resolve => drawn.push({ text, done: resolve }));
      }
    }
    const rendermime = new RenderMimeRegistry({ initialFactories: standardRendererFactories });
    rendermime.addFactory({
      safe: true,
      mimeTypes: ['application/x-slow'],
      createRenderer: () => new Slow()
    });
    const { component } = place('display', { interactive: false }, { rendermime });
    const visible = (): string =>
      [...component.node.querySelectorAll('.intarsia-Rendered-drawing')]
        .filter(node => !node.classList.contains('intarsia-mod-pending'))
        .map(node => node.textContent)
        .join();
    component.setValue(display({ 'application/x-slow': 'one' }));
    drawn[0].done();
    await (component as Display).settled;
    component.setValue(display({ 'application/x-slow': 'two' }));
    component.setValue(display({ 'application/x-slow': 'three' }));
    component.setValue(display({ 'application/x-slow': 'four' }));
    expect(visible()).toBe('one');
    drawn[1].done();
    while (drawn.length < 3) {
      await Promise.resolve();
    }
    expect(visible()).toBe('two');
    drawn[2].done();
    await (component as Display).settled;
    expect(visible()).toBe('four');
    expect(drawn.map(({ text }) => text)).toEqual(['one', 'two', 'four']);
  });

  it('shows what there is of a renderer that never finishes, and goes on', async () => {
    jest.useFakeTimers();
    try {
      class Endless extends Widget implements IRenderMime.IRenderer {
        renderModel(model: IRenderMime.IMimeModel): Promise<void> {
          this.node.textContent = `Loading ${String(model.data['application/x-endless'])}`;
          return new Promise(() => undefined);
        }
      }
      const { rendermime } = createContext();
      rendermime.addFactory({
        safe: true,
        mimeTypes: ['application/x-endless'],
        createRenderer: () => new Endless()
      });
      const { component } = place('display', { interactive: false }, { rendermime });
      component.setValue(display({ 'application/x-endless': 'one' }));
      component.setValue(display({ 'application/x-endless': 'two' }));
      await jest.advanceTimersByTimeAsync(2000);
      await jest.advanceTimersByTimeAsync(2000);
      await (component as Display).settled;
      expect(component.node.textContent).toContain('Loading two');
      expect(component.node.textContent).not.toContain('Loading one');
      expect(component.node.querySelector('.intarsia-mod-pending')).toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });

  it('says in words that a renderer failed', async () => {
    class Broken extends Widget implements IRenderMime.IRenderer {
      renderModel(): Promise<void> {
        return Promise.reject(new Error('<i>no canvas</i>'));
      }
    }
    const { rendermime } = createContext();
    rendermime.addFactory({
      safe: true,
      mimeTypes: ['application/x-broken'],
      createRenderer: () => new Broken()
    });
    const { component } = place('display', { interactive: false }, { rendermime });
    component.setValue(display({ 'application/x-broken': 1 }));
    await (component as Display).settled;
    expect(component.node.textContent).toContain(
      'This result could not be drawn: <i>no canvas</i>'
    );
    expect(component.node.querySelector('pre')).toBeNull();
    component.setValue(display({ 'application/x-broken': 2, 'text/plain': '<b>two</b>' }));
    await (component as Display).settled;
    expect(component.node.querySelector('pre')?.textContent).toBe('<b>two</b>');
  });

  it('fault 034: shows the text of what cannot be drawn, no more than one can read', async () => {
    class Overwhelmed extends Widget implements IRenderMime.IRenderer {
      renderModel(): Promise<void> {
        return Promise.reject(new RangeError('Too deep.\nPlease report this.'));
      }
    }
    const { rendermime } = createContext();
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: ['text/markdown'],
        createRenderer: () => new Overwhelmed()
      },
      0
    );
    const { component } = place('display', { interactive: false }, { rendermime });
    const source = '>'.repeat(100_000);
    component.setValue(display({ 'text/markdown': source, 'text/plain': 'an object' }));
    await (component as Display).settled;
    const find = (name: string) => component.node.querySelector(`.intarsia-Rendered-${name}`);
    expect(find('message')?.textContent).toBe('This result could not be drawn: Too deep.');
    expect(find('raw')?.textContent?.length).toBe(10_002);
  });

  it('draws a picture into the same element when it changes', async () => {
    const { component } = place('display', { interactive: false });
    component.setValue(display({ 'image/png': PIXEL }));
    await (component as Display).settled;
    const drawing = component.node.querySelector('.intarsia-Rendered-drawing');
    component.setValue(display({ 'image/png': `${PIXEL}\n` }, { 'text/plain': 'and this' }));
    await (component as Display).settled;
    expect(component.node.querySelector('.intarsia-Rendered-drawing')).toBe(drawing);
    expect(component.node.textContent).toContain('and this');
    component.setValue(null);
    await (component as Display).settled;
    expect(component.node.querySelector('.intarsia-Rendered')).toBeNull();
  });

  it('leaves no command link in trusted HTML', async () => {
    const { component } = place('display', { interactive: false });
    component.setValue(
      display({
        'text/html': '<style>b {}</style><b data-commandlinker-command="x" class="k">go</b>'
      })
    );
    await (component as Display).settled;
    expect(component.node.innerHTML).not.toContain('commandlinker');
    expect(component.node.querySelector('b.k')).not.toBeNull();
    expect(component.node.querySelector('style')).not.toBeNull();
  });
});
