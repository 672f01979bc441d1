import { fakeBundle, FakeKernel, settled } from '../../testing/fakekernel';
import { SessionManager } from '../manager';

function pageEvent(type: string, persisted: boolean): Event {
  return Object.assign(new Event(type), { persisted });
}

describe('SessionManager', () => {
  it('finds the sessions of an app that are there', async () => {
    const sessions = new SessionManager({ link: new FakeKernel() });
    const { app_id } = fakeBundle();
    const one = sessions.create({ bundle: fakeBundle(), trusted: true });
    const two = sessions.create({ bundle: fakeBundle(), trusted: true });
    expect(sessions.of(app_id)).toEqual([one, two]);
    one.dispose();
    expect(sessions.of(app_id)).toEqual([two]);
    expect(sessions.of('another')).toEqual([]);
    sessions.dispose();
    expect(two.isDisposed).toBe(true);
  });

  it('tells whether an app runs, until its end, its kernel’s, or its view is gone', async () => {
    const kernel = new FakeKernel();
    const sessions = new SessionManager({ link: kernel });
    const heard: boolean[] = [];
    sessions.runningChanged.connect(() => heard.push(sessions.isRunning));
    const session = sessions.create({ bundle: fakeBundle(), trusted: true });
    await settled();
    session.run(0, new Map(), 'click');
    await settled();
    kernel.update('out', 'a part of it');
    await settled();
    expect(heard).toEqual([true]);
    kernel.finish('1', 'done');
    await settled();
    expect(heard).toEqual([true, false]);
    session.run(0, new Map(), 'click');
    await settled();
    session.dispose();
    expect(heard).toEqual([true, false, true, false]);
    const other = sessions.create({ bundle: fakeBundle(), trusted: true });
    await settled();
    other.run(0, new Map(), 'click');
    await settled();
    kernel.emit('restarted');
    expect(heard.slice(-2)).toEqual([true, false]);
    sessions.dispose();
  });

  it('keeps nothing of a session that is left', () => {
    const sessions = new SessionManager({ link: new FakeKernel() });
    const left = sessions.create({ bundle: fakeBundle(), trusted: true });
    const told = jest.spyOn(left, 'pause');
    left.dispose();
    window.dispatchEvent(pageEvent('pagehide', false));
    expect(told).not.toHaveBeenCalled();
    sessions.dispose();
  });

  it('fault 069: says farewell for a page that is left, or the kernel would count it on', async () => {
    const kernel = new FakeKernel();
    const sessions = new SessionManager({ link: kernel });
    sessions.create({ bundle: fakeBundle(), trusted: true });
    await settled();
    window.dispatchEvent(pageEvent('pagehide', false));
    await settled();
    expect(kernel.of('close').map(request => request.document)).toEqual(['closed']);
    sessions.dispose();
  });

  it('fault 081: joins again when the page comes back from the cache', async () => {
    const kernel = new FakeKernel();
    const sessions = new SessionManager({ link: kernel });
    const session = sessions.create({ bundle: fakeBundle(), trusted: true });
    await settled();
    window.dispatchEvent(pageEvent('pagehide', true));
    await settled();
    expect(session.state.connection).toBe('disconnected');
    kernel.update('out', 'meanwhile');
    window.dispatchEvent(pageEvent('pageshow', true));
    await settled();
    expect(session.state.connection).toBe('live');
    expect(session.state.values.get('out')).toBe('meanwhile');
    sessions.dispose();
  });

  it('hears of the page no more once it is disposed', async () => {
    const kernel = new FakeKernel();
    const sessions = new SessionManager({ link: kernel });
    sessions.create({ bundle: fakeBundle(), trusted: true });
    await settled();
    sessions.dispose();
    sessions.dispose();
    const { length } = kernel.requests;
    window.dispatchEvent(pageEvent('pagehide', false));
    await settled();
    expect(kernel.requests.length).toBeLessThanOrEqual(length + 1);
    expect(kernel.of('close').length).toBe(1);
  });
});
