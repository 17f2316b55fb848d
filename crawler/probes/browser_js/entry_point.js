// Where an element found before can be clicked; null when it is covered or not shown.
(index) => {
  const el = globalThis.hechaFound[index];
  el.scrollIntoView({ block: "center", behavior: "instant" });
  const box = (el.querySelector("img") || el).getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return box.width && box.height && top && (el === top || el.contains(top) || top.contains(el)) ? { x, y } : null;
}
