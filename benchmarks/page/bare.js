/* global document, window, MutationObserver */
// The browser half of the bare comm: the least that can be live in an output.
(() => {
  function build(place) {
    const kind = place.dataset.kind;
    const input = document.createElement('input');
    input.type = kind === 'slider' ? 'range' : 'text';
    input.defaultValue = kind === 'slider' ? '0' : '';
    // Keys in this field are not JupyterLab's.
    input.dataset.lmSuppressShortcuts = 'true';
    const result = document.createElement('p');
    result.className = 'bare-Result';
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const comm = kernel.createComm(`bare-${kind}`);
    comm.onMsg = message => (result.textContent = message.content.data.result);
    input.oninput = () => {
      comm.send({ value: kind === 'slider' ? input.valueAsNumber : input.value });
    };
    comm.open();
    place.append(input, result);
  }

  new MutationObserver(() => {
    for (const place of document.querySelectorAll('.bare-App:empty')) {
      build(place);
    }
  }).observe(document, { subtree: true, childList: true });
})();
