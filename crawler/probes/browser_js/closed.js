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
  // What comes next is asked for before a timer goes off: the answer's body, and with that the next request.
  const counted = (promise) => {
    const later = () => setTimeout(done, 0);
    loading += 1;
    promise.then(later, later);
    return promise;
  };
  const fetched = globalThis.fetch;
  globalThis.fetch = function (...request) {
    return counted(fetched.apply(this, request));
  };
  for (const name of ["json", "text", "arrayBuffer", "blob"]) {
    const read = Response.prototype[name];
    Response.prototype[name] = function () { return counted(read.call(this)); };
  }
  // Asked from an isolated world, which sees the document but not these names.
  document.addEventListener("hecha-loading", (event) => { if (loading > 0) event.preventDefault(); });
})();
