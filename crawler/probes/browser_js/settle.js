// Waits until scripts have stopped adding to the page and loading data, `most` milliseconds at the longest.
(quiet, most) => new Promise((resolve) => {
  const begin = performance.now();
  let changed = begin;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document, { childList: true, characterData: true, subtree: true });
  const loading = () => !document.dispatchEvent(new Event("hecha-loading", { cancelable: true }));
  const look = () => {
    const now = performance.now();
    if (now - begin < most && (now - changed < quiet || loading())) {
      setTimeout(look, 25);
      return;
    }
    watch.disconnect();
    resolve(now - begin < most);
  };
  setTimeout(look, quiet);
})
