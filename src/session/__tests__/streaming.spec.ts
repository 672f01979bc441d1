import * as fc from 'fast-check';
import { CreditKernel } from '../../testing/creditkernel';
import { fakeBundle, settled } from '../../testing/fakekernel';
import type { IWeather } from '../../testing/roughchannel';
import { Session } from '../session';

// The browser's half of the flow control: whatever happens on the way, and however slowly it
// is painted, the end is exact, nothing goes back, little is under way, and nothing is stuck.

type Step =
  | { readonly kind: 'give'; readonly count: number }
  | { readonly kind: 'pass'; readonly milliseconds: number }
  | { readonly kind: 'lose'; readonly count: number }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'paint'; readonly milliseconds: number }
  | { readonly kind: 'cut' | 'find' | 'close' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('give'), count: fc.integer({ min: 1, max: 30 }) })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pass'),
      milliseconds: fc.integer({ min: 1, max: 4000 })
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('lose'), count: fc.integer({ min: 1, max: 12 }) })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('slow'),
      milliseconds: fc.integer({ min: 0, max: 2000 })
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('paint'),
      milliseconds: fc.integer({ min: 0, max: 3000 })
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('cut' as const, 'find' as const, 'close' as const)
    })
  }
) as fc.Arbitrary<Step>;

/**
 * A function that streams, seen by a view that paints in its own time.
 */
class World {
  constructor() {
    this.session = new Session({ bundle: fakeBundle(), link: this.kernel, trusted: true });
    this.session.stateChanged.connect(() => {
      this._look();
      this._frame ??= setTimeout(() => {
        this._frame = null;
        this.session.painted();
      }, this._paint);
    });
  }

  readonly weather: IWeather = { delay: 0, losses: 0, isCut: false };
  readonly kernel = new CreditKernel(this.weather);
  readonly session: Session;

  /** What was shown and should not have been. */
  readonly wrong: string[] = [];

  async begin(): Promise<void> {
    await this.pass(100);
    this.session.run(0, new Map(), 'click');
    await this.pass(100);
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'give':
        for (let at = 0; at < step.count; at++) {
          this._give();
        }
        break;
      case 'pass':
        await this.pass(step.milliseconds);
        break;
      case 'lose':
        this.weather.losses += step.count;
        break;
      case 'slow':
        this.weather.delay = step.milliseconds;
        break;
      case 'paint':
        this._paint = step.milliseconds;
        break;
      case 'cut':
        if (!this.weather.isCut) {
          this.weather.isCut = true;
          this.kernel.channel?.drop();
          this.kernel.emit('reconnecting');
        }
        break;
      case 'find':
        this._find();
        break;
      case 'close':
        if (this.session.isOpen) {
          this.kernel.close(); // before it has answered, that would be a refusal
        }
        break;
    }
    await settled();
  }

  /**
   * The function ends, and the weather is fine from now on.
   */
  async end(): Promise<void> {
    this._give();
    this.kernel.end();
    await settled();
    this._find();
    Object.assign(this.weather, { delay: 10, losses: 0 });
    for (let second = 0; second < 120; second++) {
      await this.pass(1000);
    }
  }

  /**
   * Let time pass, in steps in which everything can happen.
   */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 50) {
      jest.advanceTimersByTime(Math.min(left, 50));
      await settled();
    }
  }

  dispose(): void {
    this.session.dispose();
    this.kernel.dispose();
    clearTimeout(this._frame ?? undefined);
    jest.clearAllTimers();
  }

  private _find(): void {
    if (this.weather.isCut) {
      this.weather.isCut = false;
      this.kernel.emit('connected');
    }
  }

  private _give(): void {
    this._given++;
    const { values } = this.kernel;
    this.kernel.give('out', `${this._given === 1 ? '' : String(values.out)}${this._given} `);
    if (this._given % 2 === 0) {
      this.kernel.give('t', [
        ...(Array.isArray(values.t) ? (values.t as number[]) : []),
        this._given
      ]);
    }
    if (this._given % 3 === 0) {
      this.kernel.give('a', this._given);
    }
  }

  /**
   * What is shown is what was given at some time, and never older than what was shown before.
   */
  private _look(): void {
    const { values } = this.session.state;
    const [out, list, number] = [values.get('out'), values.get('t'), values.get('a')];
    const words = String(out).trim().split(' ').map(Number);
    const isWhole = !(words[0] === 1) || words.every((word, at) => word === at + 1);
    const isList = !Array.isArray(list) || list.every((item, at) => item === (at + 1) * 2);
    const now = [
      words[0] === 1 ? words.length : 0,
      Array.isArray(list) ? list.length : 0,
      Number(number)
    ];
    if (!isWhole || !isList || now.some((count, at) => count < this._seen[at])) {
      this.wrong.push(
        `${String(this._seen)} became ${String(now)}: ${String(out)}, ${String(list)}`
      );
    }
    this._seen = now;
  }

  private _frame: ReturnType<typeof setTimeout> | null = null;
  private _given = 0;
  private _paint = 16;
  private _seen = [0, 0, 0];
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
});

afterEach(() => jest.useRealTimers());

it('a stream ends exactly, in order, with little under way, whatever happens to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
      const world = new World();
      try {
        await world.begin();
        for (const each of steps) {
          await world.take(each);
        }
        await world.end();
        const { kernel, session } = world;
        expect(world.wrong).toEqual([]);
        expect(session.state.connection).toBe('live');
        expect(Object.fromEntries(session.state.values)).toEqual(kernel.values);
        expect(session.state.runs.get(0)?.status).toBe('done');
        expect(kernel.most).toBeLessThanOrEqual(3 * (CreditKernel.WINDOW + 1) + 4);
        const troubles = steps.filter(({ kind }) => kind !== 'give' && kind !== 'pass').length;
        expect(kernel.of('resync').length).toBeLessThanOrEqual(14 * (troubles + 1));
      } finally {
        world.dispose();
      }
    }),
    { numRuns: 100 }
  );
}, 120_000);
