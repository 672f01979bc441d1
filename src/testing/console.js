// An unexpected warning or error on the console fails the test that caused it.
// A test that expects one replaces the method: jest.spyOn(console, 'warn').mockImplementation().
const { format } = require('util');

// The host's clipboard module says this once when it is imported outside a browser.
const HARMLESS = [/^Clipboard API not available/];

let unexpected = [];

for (const level of ['error', 'warn']) {
  console[level] = (...args) => {
    const text = format(...args);
    if (!HARMLESS.some(pattern => pattern.test(text))) {
      unexpected.push(`console.${level}: ${text}`);
    }
  };
}

function report() {
  const found = unexpected;
  unexpected = [];
  if (found.length > 0) {
    throw new Error(`Unexpected console output:\n${found.join('\n')}`);
  }
}

afterEach(report);
afterAll(report);
