// Clicks an element found before as a script does, for what a mouse does not reach.
(where, index) => {
  const el = globalThis[where][index];
  if (el.click) el.click(); else el.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}
