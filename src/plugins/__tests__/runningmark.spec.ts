import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { PageMark } from '../pagemark';
import { RunningMark } from '../runningmark';

const { CLASS, DELAY } = RunningMark;

/** What of the sessions and the settings is looked at; a test sets it. */
class Told {
  isRunning = false;
  showRunning = true;
  readonly runningChanged = new Signal<this, void>(this) as never as Signal<never, void>;
  readonly changed = new Signal<object, void>(this);

  set(change: Partial<Pick<Told, 'isRunning' | 'showRunning'>>): void {
    Object.assign(this, change);
    this.runningChanged.emit();
    this.changed.emit();
  }
}

function start() {
  const busy: boolean[] = [];
  const page = new PageMark({
    setBusy: () => {
      busy.push(true);
      return { isDisposed: false, dispose: () => void busy.pop() };
    }
  });
  const open = () => {
    const [told, panel] = [new Told(), new Widget()];
    const { title } = panel;
    title.className = 'jp-mod-dirty';
    return {
      told,
      title,
      mark: new RunningMark({ sessions: told, settings: told, title, page })
    };
  };
  return { open, busy };
}

/** Mutation observers are told after everything that was done before. */
const observed = () => Promise.resolve();

describe('RunningMark', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    document.title = 'Untitled - JupyterLab';
  });

  it('marks the tab and the page while an app runs, and leaves them as they were', () => {
    const { open, busy } = start();
    const { told, title } = open();
    told.set({ isRunning: true });
    jest.advanceTimersByTime(DELAY);
    expect(title.className).toBe(`jp-mod-dirty ${CLASS}`);
    expect(document.title).toBe('• Untitled - JupyterLab');
    expect(busy).toEqual([true]);
    told.set({ isRunning: false });
    expect(title.className).toBe('jp-mod-dirty');
    expect(document.title).toBe('Untitled - JupyterLab');
    expect(busy).toEqual([]);
  });

  it('shows nothing of what is over in a moment', () => {
    const { told, title } = start().open();
    told.set({ isRunning: true });
    jest.advanceTimersByTime(DELAY - 1);
    told.set({ isRunning: false });
    jest.advanceTimersByTime(DELAY);
    expect([title.className, document.title]).toEqual(['jp-mod-dirty', 'Untitled - JupyterLab']);
  });

  it('marks each notebook by itself, and the page until the last of them is done', () => {
    const { open } = start();
    const [one, two] = [open(), open()];
    one.told.set({ isRunning: true });
    two.told.set({ isRunning: true });
    jest.advanceTimersByTime(DELAY);
    one.told.set({ isRunning: false });
    expect([one.title.className, two.title.className]).toEqual([
      'jp-mod-dirty',
      `jp-mod-dirty ${CLASS}`
    ]);
    expect(document.title).toBe('• Untitled - JupyterLab');
    two.mark.dispose(); // its notebook is closed
    expect(document.title).toBe('Untitled - JupyterLab');
    two.told.set({ isRunning: true });
    jest.advanceTimersByTime(DELAY);
    expect(document.title).toBe('Untitled - JupyterLab');
  });

  it('keeps both marks when the host writes anew', async () => {
    const { told, title } = start().open();
    told.set({ isRunning: true });
    jest.advanceTimersByTime(DELAY);
    title.className = '';
    document.title = 'Other - JupyterLab';
    await observed();
    expect([title.className, document.title]).toEqual([CLASS, '• Other - JupyterLab']);
    told.set({ isRunning: false });
    expect([title.className, document.title]).toEqual(['', 'Other - JupyterLab']);
    document.title = 'Again';
    await observed();
    expect(document.title).toBe('Again');
  });

  it('shows nothing where the settings say so, from the moment on when they do', () => {
    const { told, title } = start().open();
    told.set({ isRunning: true, showRunning: false });
    jest.advanceTimersByTime(DELAY);
    expect(title.className).toBe('jp-mod-dirty');
    told.set({ showRunning: true });
    jest.advanceTimersByTime(DELAY);
    expect(title.className).toContain(CLASS);
    told.set({ showRunning: false });
    expect([title.className, document.title]).toEqual(['jp-mod-dirty', 'Untitled - JupyterLab']);
  });
});
