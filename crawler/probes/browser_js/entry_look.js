// How the page looks to a reader: size, colours and spacing of the same pieces of text each time, tools that are shown.
(tool, larger, name, edges) => {
  const visible = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = (el) => (el.innerText || el.title || el.getAttribute("alt") || el.getAttribute("aria-label") || "").trim();
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  const most = (values) => {
    const counts = {};
    for (const value of values) counts[value] = (counts[value] || 0) + 1;
    return Object.keys(counts).sort((a, b) => counts[b] - counts[a])[0] || "";
  };
  const sampled = () => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walk.nextNode(); node && found.length < 300; node = walk.nextNode()) {
      if (node.data.trim().length > 1 && node.parentElement && visible(node.parentElement)) found.push(node);
    }
    return found;
  };
  if (!document.body) return null;
  if (!globalThis.hechaSample?.length) globalThis.hechaSample = sampled(); // a page may be empty at first
  const range = document.createRange();
  const heights = [], sizes = [], lines = [], letters = [], colours = [];
  for (const node of globalThis.hechaSample) {
    if (!node.isConnected) continue;
    const style = getComputedStyle(node.parentElement);
    range.selectNodeContents(node);
    const box = range.getClientRects()[0];
    if (box && box.height) heights.push(Math.round(box.height * 10) / 10);
    sizes.push(parseFloat(style.fontSize) * (node.parentElement.currentCSSZoom || 1));
    lines.push(parseFloat(style.lineHeight) / parseFloat(style.fontSize) || 0);
    letters.push(parseFloat(style.letterSpacing) || 0);
    let ground = node.parentElement;
    while (ground && /^rgba\(.*, 0\)$|^transparent$/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
    colours.push(style.color + "/" + (ground ? getComputedStyle(ground).backgroundColor : "none"));
  }
  const kinds = "a,button,input,select,[onclick],[role=button],li,span,div,img";
  // Toolbars of some makers live in a root of their own, others in a frame of their own.
  const within = (root) => [...root.querySelectorAll("*")].flatMap(
    (el) => [...(el.matches(kinds) ? [el] : []), ...(el.shadowRoot ? within(el.shadowRoot) : [])],
  );
  const gone = /\b404\b|not found|(?:页面|网页|文件)(?:已)?不存在|Bad Gateway|Internal Server Error/i;
  // What some ask in a layer of their own before they go there.
  const question = /(?:即将|将要|是否|确[认定])[^。\n]{0,16}(?:进入|切换|开启|打开|使用|跳转|继续)/;
  const filled = (el) => {
    const inner = el.contentDocument; // null where it is of another host
    const said = inner && inner.body ? inner.body.innerText.trim() : "";
    return inner === null || Boolean(said && !(said.length < 200 && gone.test(said)));
  };
  const windows = [...document.querySelectorAll("iframe,frame")].filter((el) => visible(el) && el.clientWidth > 300);
  const controls = within(document).filter(
    (el) => el.childElementCount <= 2 && visible(el) && el.getClientRects().length > 0,
  );
  const tools = new Set();
  for (const el of controls) {
    const said = words(el);
    if (said.length <= 12) for (const match of said.matchAll(new RegExp(tool, "g"))) tools.add(match[0]);
  }
  const bigger = new RegExp(larger);
  globalThis.hechaLarger = controls.filter((el) => bigger.test(words(el).replace(/\s+/g, ""))).slice(-1);
  const named = new RegExp(name), fold = new RegExp(edges, "g");
  const root = getComputedStyle(document.documentElement), body = getComputedStyle(document.body);
  return {
    address: location.href.split("#")[0],
    title: document.title.slice(0, 200),
    text_length: document.body.innerText.replace(/\s+/g, "").length,
    height: median(heights),
    font: Math.round(median(sizes) * 10) / 10,
    line: Math.round(median(lines) * 100) / 100,
    letter: median(letters),
    colours: most(colours),
    filter: [root.filter, body.filter].filter((value) => value && value !== "none").join(" "),
    cursor: [root.cursor, body.cursor].join(" "),
    controls: controls.length,
    pictures: [...document.images].filter((image) => image.complete && image.naturalWidth > 50).length,
    frames: windows.length,
    filled: windows.filter(filled).length,
    tools: [...tools].sort(),
    asks: question.test(document.body.innerText),
    entries: controls.filter((el) => named.test(words(el).replace(fold, ""))).length,
    larger: globalThis.hechaLarger.map((el) => words(el).slice(0, 20)),
  };
}
