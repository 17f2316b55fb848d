// Clicks an element found before as a script does, for what a mouse does not reach.
(where, index) => {
  const el = globalThis[where][index];
  const box = el.tagName === "OPTION" && el.closest("select");
  if (box) { // chosen, not clicked
    box.value = el.value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (el.click) el.click(); else el.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}
