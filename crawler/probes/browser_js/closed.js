// Runs before any script of a page: forms stay unsent, no way around the proxy, and how many loads are under way.
(() => {
  const nothing = () => {};
  addEventListener("submit", (event) => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
  HTMLFormElement.prototype.submit = nothing;
  HTMLFormElement.prototype.requestSubmit = nothing;
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "SharedWorker"]) {
    delete globalThis[name];
  }
  let loading = 0;
  const done = () => { loading -= 1; };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    loading += 1;
    this.addEventListener("loadend", done, { once: true });
    return send.apply(this, body);
  };
  const fetched = globalThis.fetch;
  globalThis.fetch = function (...request) {
    loading += 1;
    const answer = fetched.apply(this, request);
    answer.then(done, done);
    return answer;
  };
  // Asked from an isolated world, which sees the document but not these names.
  document.addEventListener("hecha-loading", (event) => { if (loading > 0) event.preventDefault(); });
})();
