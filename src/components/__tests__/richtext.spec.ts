import type { IRenderMime } from '@jupyterlab/rendermime';
import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import type { Display } from '../display';
import type { HTML } from '../html';
import { clearStage, createContext, place } from './stage';

afterEach(clearStage);

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function display(...data: IRenderMime.IMimeModel['data'][]): unknown {
  return { items: data.map(each => ({ data: each, metadata: {} })) };
}

describe('HTML', () => {
  it('goes through the sanitizer, also in a trusted output', async () => {
    const { component } = place('html', { interactive: false });
    component.setValue(
      '<p onclick="alert(1)">Hello</p><script>alert(2)</script>' +
        '<a href="javascript:alert(3)" data-commandlinker-command="x">go</a>'
    );
    await (component as HTML).settled;
    const { innerHTML } = component.node;
    expect(component.node.textContent).toContain('Hello');
    expect(innerHTML).not.toMatch(/onclick|<script|javascript:|commandlinker/);
  });

  it('fetches nothing in an untrusted output', async () => {
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
