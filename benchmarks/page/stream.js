/* global document, window, MessageChannel, OffscreenCanvas, requestAnimationFrame */
// Runs in every page and frame before anything else, for the cases in which much arrives:
// counts what comes over the sockets, and looks at a result once a frame.
(() => {
  const STALLED = 6000;
  const sockets = { down: [], up: [] };
  let clicked = null;

  // One clock for a page and the frames in it.
  const now = () => performance.timeOrigin + performance.now();

  function size(data) {
    return typeof data === 'string' ? data.length : (data.byteLength ?? data.size ?? 0);
  }

  window.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({ data }) => {
        sockets.down.push({ time: now(), bytes: size(data) });
      });
    }
    send(data) {
      sockets.up.push({ time: now(), bytes: size(data) });
      super.send(data);
    }
  };

  window.addEventListener('click', event => event.isTrusted && (clicked = now()), true);

  /** Elements that a selector finds, also within open shadow roots. */
  function* all(root, selector) {
    yield* root.querySelectorAll(selector);
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) {
        yield* all(element.shadowRoot, selector);
      }
    }
  }

  function find(place, selector) {
    const root = document.querySelector(place);
    return root && all(root, selector).next().value;
  }

  const canvas = new OffscreenCanvas(16, 8);
  const pen = canvas.getContext('2d', { willReadFrequently: true });

  /** The number that is drawn in the corner of a picture: two squares of 8 × 8. */
  function numberOf(picture) {
    if (picture.tagName === 'IMG' && !(picture.complete && picture.naturalWidth)) {
      return null;
    }
    pen.drawImage(picture, 0, 0, 16, 8, 0, 0, 16, 8);
    const level = x => pen.getImageData(x, 4, 1, 1).data[0] >> 4;
    return 16 * level(4) + level(12);
  }

  const READ = {
    text: element => element.value ?? (element.shadowRoot ?? element).textContent,
    picture: numberOf
  };

  /**
   * Look at a result from now on, until it is what it ends with, or nothing comes any more.
   *
   * `kind` is 'text', whose end `last` is, or 'picture', whose last number it is. Resolves with
   * {done, time, shown, gap, frames, last, down, up}: times in ms from the click.
   */
  function watch({ place, selector, kind, last, patience }) {
    clicked = null;
    sockets.down.length = sockets.up.length = 0;
    performance.clearResourceTimings();
    const begun = now();
    const read = READ[kind];
    const isLast = kind === 'text' ? value => value.includes(last) : value => value === last;
    let element, shown, changed, before;
    let gap = 0;
    let frames = 0;
    let changes = 0;
    return new Promise(resolve => {
      function end(done) {
        const time = now() - clicked;
        const within = list => list.filter(entry => entry.time >= clicked);
        // Streams over HTTP are on the list as soon as they have ended.
        setTimeout(() => {
          const fetched = performance
            .getEntriesByType('resource')
            .filter(({ startTime }) => performance.timeOrigin + startTime >= clicked)
            .map(entry => entry.transferSize);
          resolve({
            done,
            time,
            gap,
            frames,
            changes,
            last: kind === 'text' ? (shown ?? '') : shown,
            down: within(sockets.down).map(({ bytes, time }) => [time - clicked, bytes]),
            up: within(sockets.up).map(({ bytes, time }) => [time - clicked, bytes]),
            fetched: fetched.reduce((sum, bytes) => sum + bytes, 0)
          });
        }, 300);
      }
      function look(frame) {
        const time = now();
        if (clicked === null) {
          requestAnimationFrame(look);
          return;
        }
        gap = Math.max(gap, frame - (before ?? frame));
        before = frame;
        frames++;
        if (!element?.isConnected) {
          element = find(place, selector);
        }
        const value = element ? read(element) : null;
        if (value !== null && value !== shown) {
          shown = value;
          changed = time;
          changes++;
          if (isLast(value)) {
            // A message posted within a frame's callback arrives after the frame was painted.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              port1.close();
              end(true);
            };
            port2.postMessage(null);
            return;
          }
        }
        if (time - (changed ?? begun + patience) > STALLED || time - clicked > patience) {
          end(false);
          return;
        }
        requestAnimationFrame(look);
      }
      requestAnimationFrame(look);
    });
  }

  /** The time at which so many elements are painted. */
  function count({ place, selector, count }) {
    return new Promise(resolve => {
      function look() {
        const output = document.querySelector(place);
        if ((output?.querySelectorAll(selector).length ?? 0) < count) {
          requestAnimationFrame(look);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(now());
        port2.postMessage(null);
      }
      requestAnimationFrame(look);
    });
  }

  window.benchmark.watch = watch;
  window.benchmark.count = count;
})();
