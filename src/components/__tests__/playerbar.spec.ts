import { nullTranslator } from '@jupyterlab/translation';
import { controlSight } from '../../testing/sight';
import { clockText } from '../clocktext';
import { PlayerBar } from '../playerbar';
import { FakePlayable } from './fakeplayable';
import { press } from './stage';

const trans = nullTranslator.load('intarsia');

let bar: PlayerBar;
let sound: FakePlayable;
let told: string[];

function find<E extends HTMLElement = HTMLButtonElement>(name: string): E {
  return bar.node.querySelector<E>(`.intarsia-Player-${name}`)!;
}

const range = (): HTMLInputElement => find<HTMLInputElement>('range');

beforeEach(() => {
  told = [];
  sound = new FakePlayable();
  bar = new PlayerBar({ trans, skip: 5, told: what => told.push(what) });
  document.body.append(bar.node);
});

afterEach(() => {
  bar.dispose();
});

it.each([
  [NaN, '0:00'],
  [3.9, '0:03'],
  [61, '1:01'],
  [3723, '1:02:03']
])('%d s are %s on a clock', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});

it('has nothing to press while there is nothing to play', () => {
  for (const control of bar.node.querySelectorAll<HTMLButtonElement>('button, input')) {
    expect(control.disabled).toBe(true);
  }
  bar.follow(sound);
  expect(find('play').disabled).toBe(false);
});

it('plays and pauses, and tells of it once', () => {
  bar.follow(sound);
  sound.last(12);
  expect(find('play').getAttribute('aria-label')).toBe('Play');
  find('play').click();
  expect(sound.paused).toBe(false);
  expect(find('play').getAttribute('aria-label')).toBe('Pause');
  find('play').click();
  expect(sound.paused).toBe(true);
  expect(told).toEqual(['play', 'pause']);
});

it('tells of the end, and of no pause with it', () => {
  bar.follow(sound);
  sound.last(2);
  find('play').click();
  // As media elements do: paused, then over.
  sound.ended = true;
  sound.pause();
  sound.tell('ended');
  expect(told).toEqual(['play', 'end']);
  expect(find('play').getAttribute('aria-label')).toBe('Play');
});

it('says where it is, to the eye and to the ear', () => {
  bar.follow(sound);
  sound.last(12);
  sound.at(3);
  expect(find('times').textContent).toBe('0:03 / 0:12');
  expect(range().getAttribute('aria-valuetext')).toBe('0:03 of 0:12');
  expect(range().valueAsNumber).toBe(3);
  expect(find('track').style.getPropertyValue('--intarsia-player-fraction')).toBe('0.25000');
});

it('does not have every second read out under the focus', () => {
  bar.follow(sound);
  sound.last(12);
  range().focus();
  void sound.play();
  sound.at(3);
  expect(range().valueAsNumber).toBe(0);
  expect(find('times').textContent).toBe('0:03 / 0:12');
  press(range(), 'ArrowRight');
  expect(range().getAttribute('aria-valuetext')).toBe('0:08 of 0:12');
});

it('goes where it is pulled, and the field hears nothing of it', () => {
  const outside = jest.fn();
  document.body.addEventListener('input', outside);
  bar.follow(sound);
  sound.last(12);
  range().value = '7.5';
  range().dispatchEvent(new Event('input', { bubbles: true }));
  expect(sound.currentTime).toBe(7.5);
  expect(outside).not.toHaveBeenCalled();
  document.body.removeEventListener('input', outside);
});

it('obeys keys: arrows, Home and End, Space and k', () => {
  bar.follow(sound);
  sound.last(12);
  expect(press(range(), 'ArrowRight')).toBe(false);
  expect(sound.currentTime).toBe(5);
  press(range(), 'ArrowLeft');
  press(range(), 'ArrowLeft');
  expect(sound.currentTime).toBe(0);
  press(range(), 'End');
  expect(sound.currentTime).toBe(12);
  press(range(), 'Home');
  expect(sound.currentTime).toBe(0);
  press(range(), ' ');
  expect(sound.paused).toBe(false);
  press(find('mute'), 'k');
  expect(sound.paused).toBe(true);
  // A button's own key stays its own.
  expect(press(find('mute'), ' ')).toBe(true);
  expect(press(range(), 'k', { ctrlKey: true })).toBe(true);
});

it('keeps speed and silence for what is played next', () => {
  bar.follow(sound);
  const speeds = Array.from({ length: 4 }, () => {
    find('speed').click();
    return sound.playbackRate;
  });
  expect(speeds).toEqual([1.5, 2, 0.5, 1]);
  find('speed').click();
  find('mute').click();
  expect(find('mute').getAttribute('aria-pressed')).toBe('true');
  const next = new FakePlayable();
  bar.follow(next);
  expect(next.playbackRate).toBe(1.5);
  expect(next.muted).toBe(true);
  expect(find('speed').textContent).toBe('1.5×');
  // The one before has nothing to say any more.
  sound.tell('play');
  expect(told).toEqual([]);
});

it('says that more is to come, and waits for it', () => {
  bar.follow(sound);
  sound.duration = Infinity;
  sound.come = 4;
  bar.setGrowing(true);
  expect(find('state').textContent).toBe('Live');
  expect(find('times').textContent).toBe('0:00 / 0:04');
  void sound.play();
  sound.at(4);
  sound.tell('waiting');
  expect(find('state').textContent).toBe('Waiting for more');
  sound.come = 8;
  sound.tell('playing');
  expect(find('state').textContent).toBe('Live');
  press(range(), 'End');
  expect(sound.currentTime).toBe(8);
  sound.last(8);
  bar.setGrowing(false);
  expect(find('state').textContent).toBe('');
});

it('lays the place over what it is given', () => {
  const wave = document.createElement('div');
  bar.setGround(wave);
  expect(wave.nextElementSibling).not.toBeNull();
  expect(bar.node.firstElementChild).toBe(find('track'));
  bar.setGround(null);
  expect(wave.isConnected).toBe(false);
  expect(bar.node.firstElementChild).toBe(find('play'));
});

it('asks for no frame while nothing plays', () => {
  const asked = jest.spyOn(window, 'requestAnimationFrame');
  bar.follow(sound);
  sound.last(12);
  sound.at(3);
  expect(asked).not.toHaveBeenCalled();
  void sound.play();
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});

it('paints nothing that nobody sees, and where it is when somebody looks', () => {
  bar.dispose();
  const sight = controlSight();
  bar = new PlayerBar({ trans, skip: 5 });
  document.body.append(bar.node);
  bar.follow(sound);
  sound.last(12);
  sight.scroll(false);
  const asked = jest.spyOn(window, 'requestAnimationFrame');
  void sound.play();
  sound.at(3);
  expect(find('times').textContent).toBe('0:00 / 0:12');
  expect(asked).not.toHaveBeenCalled();
  sight.scroll(true);
  expect(find('times').textContent).toBe('0:03 / 0:12');
  expect(range().valueAsNumber).toBe(3);
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
  sight.release();
});
