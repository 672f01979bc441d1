import { PromiseDelegate } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import { CustomComponent } from '../customcomponent';
import type { CustomModel } from '../custommodel';
import { createContext, sampleSpec } from './stage';

const spec = sampleSpec('customcomponent', { module: 'abc', props: { colour: 'red' } });

function place(module: unknown, scripts: Record<string, string> = { 'module:abc': 'text' }) {
  const load = jest.spyOn(CustomComponent, 'load').mockResolvedValue(module);
  const context = { ...createContext(), script: (name: string) => scripts[name] ?? null };
  const component = new CustomComponent({ spec, context });
  const told: unknown[] = [];
  component.triggered.connect((_, event) => told.push([event.name, event.data]));
  component.setValue(3);
  Widget.attach(component, document.body);
  return { component, load, scripts, told };
}

const settled = () => new Promise(resolve => setTimeout(resolve));

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

describe('CustomComponent', () => {
  it('draws by its module, and tells what that changes', async () => {
    const { component, load, told } = place({
      render: ({ model, el }: { model: CustomModel; el: HTMLElement }) => {
        const button = document.createElement('button');
        const show = () => {
          button.textContent = `${String(model.get('value'))} ${String(model.get('colour'))}`;
        };
        button.onclick = () => {
          model.set('value', 4);
          model.save_changes();
          model.send({ event: 'select', data: { index: 1 } });
        };
        model.on('change:value', show);
        model.on('change:colour', show);
        show();
        el.append(button);
      }
    });
    await settled();
    expect(load).toHaveBeenCalledWith('text');
    const button = component.node.querySelector('button')!;
    expect(button.textContent).toBe('3 red');
    button.click();
    expect(component.draft).toBe(4);
    expect(told).toEqual([
      ['input', undefined],
      ['change', null],
      ['select', { index: 1 }]
    ]);
    component.setValue(7);
    expect(button.textContent).toBe('7 red');
    component.setSpec({ ...spec, props: { colour: 'blue' } });
    expect(button.textContent).toBe('7 blue');
  });

  it('takes down what was drawn when it goes', async () => {
    const cleanup = jest.fn();
    const { component } = place({ render: () => cleanup });
    await settled();
    component.dispose();
    expect(cleanup).toHaveBeenCalledTimes(1);
  });

  it('takes down also what comes to an end only after it has gone', async () => {
    const began = new PromiseDelegate<() => void>();
    const render = jest.fn();
    const { component } = place({ initialize: () => began.promise, render });
    await settled();
    component.dispose();
    const cleanup = jest.fn();
    began.resolve(cleanup);
    await settled();
    expect(cleanup).toHaveBeenCalledTimes(1);
    expect(render).not.toHaveBeenCalled();
  });

  it('waits for its module, and says that it does', async () => {
    const { component, load, scripts } = place({ render: () => undefined }, {});
    expect(component.node.textContent).toContain('when the app is live');
    expect(load).not.toHaveBeenCalled();
    scripts['module:abc'] = 'later';
    component.refresh();
    await settled();
    expect(load).toHaveBeenCalledWith('later');
    delete scripts['module:abc'];
    component.refresh();
    expect(component.node.textContent).toContain('when the app is live');
  });

  it('says what is wrong with a module', async () => {
    const { component } = place({
      render: () => {
        throw new TypeError('no el');
      }
    });
    await settled();
    expect(component.node.textContent).toContain('TypeError: no el');
  });
});
