import { readColor, writeColor, writeHex } from '../colortext';
import { clearStage, leave, place, press, type } from './stage';

afterEach(clearStage);

describe('readColor', () => {
  it.each([
    ['#f80', '#ff8800'],
    ['#FF8800', '#ff8800'],
    ['#f808', 'rgba(255, 136, 0, 0.533)'],
    ['#ff880080', 'rgba(255, 136, 0, 0.502)'],
    ['rgb(255, 136, 0)', '#ff8800'],
    ['rgb(255 136 0 / 50%)', 'rgba(255, 136, 0, 0.5)'],
    ['rgba(255, 136, 0, 1)', '#ff8800'],
    ['rgb(100%, 0%, 300%)', '#ff00ff'],
    ['rgba(127.6, -3, 0, .25)', 'rgba(128, 0, 0, 0.25)'],
    ['hsl(32, 100%, 50%)', '#ff8800'],
    ['hsla(-240deg 100% 25% / 0.1)', 'rgba(0, 128, 0, 0.1)']
  ])('takes %s', (text, written) => {
    const color = readColor(text);
    expect(color && writeColor(color)).toBe(written);
  });

  it('asks the browser what a name means, and leaves nothing behind', () => {
    const computed = jest.spyOn(window, 'getComputedStyle');
    computed.mockReturnValue({ color: 'rgb(255, 0, 0)' } as CSSStyleDeclaration);
    const color = readColor(' Red ');
    expect(color && writeColor(color)).toBe('#ff0000');
    expect(document.body.childElementCount).toBe(0);
    computed.mockRestore();
  });

  it.each([
    '',
    '#',
    '#12345',
    '#ggg',
    'rgb(1, 2)',
    'rgb(1, 2, 3, 4, 5)',
    'rgb(a, b, c)',
    'quince',
    'inherit',
    'currentColor',
    'red; background: url(x)',
    'url(x)',
    `#${'f'.repeat(100_000)}`
  ])('refuses %j', text => {
    expect(readColor(text)).toBeNull();
    expect(document.body.childElementCount).toBe(0);
  });

  it('gives native controls what they take', () => {
    expect(writeHex({ red: 255, green: 8, blue: 0, alpha: 0.5 })).toBe('#ff0800');
  });
});

describe('ColorPicker', () => {
  it('shows a colour in the palette and as it is written', () => {
    const { component, find } = place('colorpicker');
    component.setValue('rgba(255, 136, 0, 0.5)');
    expect(find('.intarsia-ColorPicker-code').value).toBe('rgba(255, 136, 0, 0.5)');
    expect(find('.intarsia-ColorPicker-palette').value).toBe('#ff8800');
    component.setValue(null);
    expect(find('.intarsia-ColorPicker-code').value).toBe('');
    const { classList } = find('.intarsia-ColorPicker-palette');
    expect(classList.contains('intarsia-mod-empty')).toBe(true);
  });

  it('tells each colour of the palette, and once its end', () => {
    const { component, find, heard } = place('colorpicker');
    component.setValue('#000000');
    const palette = find('.intarsia-ColorPicker-palette');
    palette.focus();
    for (const value of ['#112233', '#0088ff']) {
      palette.value = value;
      palette.dispatchEvent(new Event('input', { bubbles: true }));
    }
    expect(component.draft).toBe('#0088ff');
    expect(find('.intarsia-ColorPicker-code').value).toBe('#0088ff');
    palette.dispatchEvent(new Event('change', { bubbles: true }));
    palette.blur();
    expect(heard()).toEqual(['focus', 'input', 'input', 'change', 'release', 'blur']);
  });

  it('takes a text in one form, and submits by Enter', () => {
    const { component, find, heard } = place('colorpicker');
    component.setValue('#000000');
    const code = find('.intarsia-ColorPicker-code');
    type(code, ' rgb(0, 136, 255) ');
    expect(component.draft).toBe('#0088ff');
    expect(find('.intarsia-ColorPicker-palette').value).toBe('#0088ff');
    press(code, 'Enter');
    expect(heard()).toEqual(['focus', 'input', 'change', 'submit']);
    component.setValue('#0088ff');
    expect(code.value).toBe(' rgb(0, 136, 255) ');
    code.blur();
    type(code, '');
    expect(component.draft).toBeNull();
  });

  it('keeps a text that is no colour, and says so', () => {
    const { component, find } = place('colorpicker');
    component.setValue('#000000');
    const code = find('.intarsia-ColorPicker-code');
    type(code, 'quince');
    leave(code);
    expect(component.draft).toBe('quince');
    expect(find('.intarsia-Field-error').textContent).toBe('Enter a colour like #ff8800.');
  });

  it('shows a sample beside the text where it is only to be read', () => {
    const { component, find } = place('colorpicker', { interactive: false });
    component.setValue('#ff8800');
    const sample = find('.intarsia-ColorPicker-sample');
    expect(sample.style.getPropertyValue('--intarsia-color')).toBe('#ff8800');
    expect(component.node.textContent).toContain('#ff8800');
    component.setValue('url(x)');
    expect(component.node.querySelector('.intarsia-ColorPicker-sample')).toBeNull();
  });

  it('names both of its controls', () => {
    const { find } = place('colorpicker', { label: 'Tint' });
    expect(find('.intarsia-ColorPicker-code').labels?.[0].textContent).toBe('Tint');
    const palette = find('.intarsia-ColorPicker-palette');
    expect(palette.getAttribute('aria-label')).toBe('Tint, from a palette');
  });
});
