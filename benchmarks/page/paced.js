/* global Blob, document, window, MutationObserver */
// The browser half of the bare comm that paces what it sends.
(() => {
  function build(place) {
    const { kind, counts } = place.dataset;
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const comm = kernel.createComm(`paced-${kind}`);
    const result = document.createElement(kind === 'growth' ? 'textarea' : 'img');
    comm.onMsg = ({ content, buffers }) => {
      if (kind === 'growth') {
        result.value += content.data.tail;
      } else {
        URL.revokeObjectURL(result.src);
        result.src = URL.createObjectURL(new Blob(buffers));
      }
    };
    comm.open();
    const buttons = counts.split(' ').map(count => {
      const button = document.createElement('button');
      button.textContent = `Go ${count}`;
      button.onclick = () => {
        if (kind === 'growth') {
          result.value = '';
        }
        comm.send({ count: Number(count) || count });
      };
      return button;
    });
    place.append(result, ...buttons);
  }

  new MutationObserver(() => {
    for (const place of document.querySelectorAll('.paced-App:empty')) {
      build(place);
    }
  }).observe(document, { subtree: true, childList: true });
})();
