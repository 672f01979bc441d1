import { clearStage, place, press } from './stage';

afterEach(clearStage);

const PNG = 'data:image/png;base64,iVBORw0KGgo=';

describe('Button', () => {
  it('is a native button with its value as text', () => {
    const { component, find, heard } = place('button', { label: null, variant: 'stop' });
    component.setValue('Go');
    const button = find<HTMLButtonElement>('button');
    expect(button.type).toBe('button');
    expect(button.textContent).toBe('Go');
    expect(component.hasClass('intarsia-mod-stop')).toBe(true);
    button.click();
    expect(heard()).toEqual(['click']);
  });

  it('takes its text from the label where it has no value, as those saved before have', () => {
    const { component, find } = place('button', { label: 'Go' });
    component.setValue(null);
    expect(find('button').textContent).toBe('Go');
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
    const { component, find } = place('button');
    component.setValue('Go');
    component.setSpec({ ...(component.spec as object), size: 'sm', variant: 'stop' } as never);
    component.setValue('Stop');
    expect(find('button').textContent).toBe('Stop');
    expect(component.hasClass('intarsia-mod-primary')).toBe(false);
    expect(component.hasClass('intarsia-mod-small')).toBe(true);
  });

  it('draws itself again when somebody else has written in it', () => {
    const { component, find } = place('button', { icon: PNG });
    component.setValue('Go');
    find('button').textContent = 'Stop';
    component.setSpec(component.spec);
    expect(find('button').textContent).toBe('Go');
    expect(find<HTMLImageElement>('img').src).toBe(PNG);
  });

  it('shows its icon without a name, its words have one', () => {
    const { component, find } = place('button', { icon: PNG });
    component.setValue('Go');
    const icon = find<HTMLImageElement>('.intarsia-Button-icon');
    expect([icon.getAttribute('src'), icon.alt]).toEqual([PNG, '']);
    component.setSpec({ ...(component.spec as object), icon: null } as never);
    expect(component.node.querySelector('img')).toBeNull();
  });

  it('fetches no icon where nobody vouches for it', () => {
    const { component } = place(
      'button',
      { icon: 'https://example.org/star.png' },
      { trusted: false }
    );
    expect(component.node.querySelector('img')).toBeNull();
  });
});

describe('Button with a link', () => {
  let opened: jest.SpyInstance;

  beforeEach(() => {
    opened = jest.spyOn(window, 'open').mockImplementation(() => null);
  });

  afterEach(() => opened.mockRestore());

  it('opens it beside the notebook, and the page there has no hold on this one', () => {
    const { find, heard, component } = place('button', { link: 'https://example.org/a' });
    find('button').click();
    expect(opened.mock.calls).toEqual([['https://example.org/a', '_blank', 'noopener,noreferrer']]);
    expect(heard()).toEqual(['click']);
    expect(component.node.getAttribute('role')).toBe('link');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/other',
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '////evil.example',
    'https:////evil.example',
    'java\tscript:alert(1)',
    'https://evil\n.example',
    'file:///etc/passwd',
    ''
  ])('opens nothing for %j', link => {
    const { find } = place('button', { link });
    find('button').click();
    expect(opened).not.toHaveBeenCalled();
  });
});
