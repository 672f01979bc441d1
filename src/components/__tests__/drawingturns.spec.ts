import { DrawingTurns } from '../drawingturns';

describe('DrawingTurns', () => {
  let now = 0;
  let frames: FrameRequestCallback[] = [];
  let turns: DrawingTurns;
  let done: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    now = 0;
    frames = [];
    done = [];
    turns = new DrawingTurns();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    jest.spyOn(window, 'requestAnimationFrame').mockImplementation(call => frames.push(call));
    jest.spyOn(window, 'cancelAnimationFrame').mockImplementation(() => undefined);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const settle = () => jest.advanceTimersByTimeAsync(0);

  const draw = (name: string, milliseconds: number) =>
    turns.take(async () => {
      now += milliseconds;
      done.push(name);
      await Promise.resolve();
    });

  const frame = async () => {
    frames.splice(0).forEach(call => call(now));
    await settle();
  };

  it('draws in a frame what it has time for, and the rest in the next', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map(name => draw(name, 5));
    await settle();
    expect(done).toEqual(['a', 'b']);
    await frame();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    await frame();
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('draws one after the other', async () => {
    let end!: () => void;
    const first = turns.take(() => new Promise<void>(resolve => (end = resolve)));
    const second = draw('second', 1);
    await settle();
    expect(done).toEqual([]);
    end();
    await Promise.all([first, second]);
    expect(done).toEqual(['second']);
  });

  it('is not held up by what never ends, nor by what fails', async () => {
    void turns.take(() => new Promise(() => undefined));
    const failed = turns.take(() => Promise.reject(new Error('broken')));
    const third = draw('third', 1);
    failed.catch(() => done.push('failed'));
    await settle();
    expect(done).toEqual([]);
    await jest.advanceTimersByTimeAsync(2000);
    await third;
    expect(done).toEqual(['third', 'failed']);
  });

  it('waits for a frame after one that took longer than a frame', async () => {
    let end!: () => void;
    const first = turns.take(() => new Promise<void>(resolve => (end = resolve)));
    const second = draw('second', 1);
    await frame();
    now += 40;
    end();
    await first;
    expect(done).toEqual([]);
    await frame();
    await second;
    expect(done).toEqual(['second']);
  });

  it('goes on where no frame comes: nobody sees the page', async () => {
    const all = ['a', 'b', 'c'].map(name => draw(name, 9));
    await settle();
    expect(done).toEqual(['a']);
    await jest.advanceTimersByTimeAsync(200);
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c']);
  });
});
