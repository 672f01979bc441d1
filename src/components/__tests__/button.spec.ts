import { clearStage, place, press } from './stage';

afterEach(clearStage);

describe('Button', () => {
  it('is a native button with its label as text', () => {
    const { component, find, heard } = place('button', { label: 'Go', variant: 'stop' });
    const button = find<HTMLButtonElement>('button');
    expect(button.type).toBe('button');
    expect(button.textContent).toBe('Go');
    expect(component.hasClass('intarsia-mod-stop')).toBe(true);
    button.click();
    expect(heard()).toEqual(['click']);
  });

  it('runs the form by Shift+Enter, and is not clicked by it', () => {
    const { find, heard } = place('button');
    expect(press(find('button'), 'Enter', { shiftKey: true })).toBe(false);
    expect(press(find('button'), 'Enter')).toBe(true);
    expect(heard()).toEqual(['submit']);
  });

  it('cannot be pressed when it is disabled, by its spec or by the view', () => {
    const { component, find, heard } = place('button');
    component.setDisabled(true);
    find('button').click();
    component.setDisabled(false);
    component.setSpec({ ...(component.spec as object), interactive: false } as never);
    find('button').click();
    expect(heard()).toEqual([]);
  });

  it('changes its words and its rank in place', () => {
    const { component, find } = place('button', { label: 'Go' });
    component.setSpec({ ...(component.spec as object), label: 'Stop', variant: 'stop' } as never);
    expect(find('button').textContent).toBe('Stop');
    expect(component.hasClass('intarsia-mod-primary')).toBe(false);
  });
});
