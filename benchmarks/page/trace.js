/* global document, window, HTMLInputElement, HTMLTextAreaElement, InputEvent, MessageChannel, MutationObserver, requestAnimationFrame */
// Runs in every page and frame before anything else: writes down when keys arrive and when
// results appear. `window.benchmark` holds {field, result, frame} at first: the selectors of
// the text field to provoke and of what shows the result, and whether they are in an iframe.
(() => {
  const { field, result, frame } = window.benchmark;
  const EVERY = 50;
  const keys = [];
  const results = [];
  const waiting = new Set();
  let region = result;
  let shown = '';

  // One clock for a page and the frames in it.
  const now = () => performance.timeOrigin + performance.now();

  function textOf(element) {
    return 'value' in element ? element.value : element.textContent;
  }

  function read() {
    return [...document.querySelectorAll(region)].map(textOf).join('\n');
  }

  function look() {
    if (region === null) {
      return;
    }
    const text = read();
    if (text === shown) {
      return;
    }
    shown = text;
    const entry = { text, time: now(), painted: null };
    results.push(entry);
    requestAnimationFrame(() => {
      // A message posted within a frame's callback arrives after the frame was painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        entry.painted = now();
        port1.close();
        for (const check of waiting) {
          check(entry);
        }
      };
      port2.postMessage(null);
    });
  }

  /** Resolve as soon as a text with this part has been painted. */
  function until(part) {
    return new Promise(resolve => {
      const check = entry => {
        if (entry.painted !== null && entry.text.includes(part)) {
          waiting.delete(check);
          resolve();
          return true;
        }
        return false;
      };
      if (!results.some(check)) {
        waiting.add(check);
      }
    });
  }

  /** Type into the first field that appears, until something is answered. */
  function provoke() {
    const element = field && document.querySelector(field);
    if (!element || element.disabled || element.readOnly) {
      return;
    }
    appeared.disconnect();
    window.benchmark.appeared = now();
    const proto = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    const { set } = Object.getOwnPropertyDescriptor(proto.prototype, 'value');
    const type = () => {
      if (results.some(entry => entry.text.includes('answer(a'))) {
        clearInterval(timer);
        return;
      }
      window.benchmark.events.push(now());
      set.call(element, `${element.value}a`);
      element.dispatchEvent(new InputEvent('input', { bubbles: true, data: 'a' }));
    };
    const timer = setInterval(type, EVERY);
    type();
  }

  // A result in a text area is a property, which no observer sees.
  for (const { prototype } of [HTMLTextAreaElement, HTMLInputElement]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'value');
    Object.defineProperty(prototype, 'value', {
      configurable: true,
      enumerable: true,
      get,
      set(value) {
        set.call(this, value);
        look();
      }
    });
  }
  window.addEventListener('keydown', event => keys.push({ key: event.key, time: now() }), true);
  const everything = { subtree: true, childList: true, characterData: true, attributes: false };
  new MutationObserver(look).observe(document, everything);
  const appeared = new MutationObserver(provoke);
  if ((window !== window.top) === frame) {
    appeared.observe(document, { ...everything, attributes: true });
  }

  // JupyterLab stands when `restored` is resolved; this is the first to hear of it.
  performance.setResourceTimingBufferSize(2000);
  Object.defineProperty(window, 'jupyterapp', {
    configurable: true,
    set(app) {
      Object.defineProperty(window, 'jupyterapp', { value: app });
      app.restored.then(() => (window.benchmark.restored = performance.now()));
    }
  });

  window.benchmark = {
    appeared: null,
    restored: Infinity,
    events: [],
    keys,
    results,
    until,
    /** The extensions' files that were loaded until now, and which of them at the start. */
    scripts() {
      return performance
        .getEntriesByType('resource')
        .map(({ name, startTime }) => ({
          file: /\/lab\/extensions\/(.*\.js)/.exec(name)?.[1],
          atStart: startTime < window.benchmark.restored
        }))
        .filter(({ file }) => file);
    },
    /** Forget what was; look at another part of the page from now on, or at none. */
    restart(selector) {
      keys.length = 0;
      results.length = 0;
      region = selector;
      shown = selector === null ? '' : read();
    }
  };
})();
