// Finds what is named or marked as the entry to the accessible version; keeps the elements for later clicks.
(name, mark, edges, split, longest, headline, most) => {
  const named = new RegExp(name);
  const marked = new RegExp(mark, "i");
  const fold = new RegExp(edges, "g");
  const folded = (words) => (words || "").trim().replace(fold, "");
  const isName = (words) => folded(words).length <= longest &&
    [words, ...words.split(new RegExp(split))].map(folded).some((one) => one.length > 2 && named.test(one));
  const clickable = "a,button,area,input,[onclick],[role=button]";
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
  const visible = (el) => shown(el.tagName === "OPTION" ? el.closest("select") || el : el);
  const found = new Map();
  const note = (el, how, words) => {
    const target = el.closest(clickable) || el;
    const known = found.get(target);
    if (!known || (how === "name" && known.how === "mark")) found.set(target, { how, words: words.trim().slice(0, 60) });
  };
  const skipped = new Set(["SCRIPT", "STYLE", "LINK", "META", "IFRAME", "HTML", "BODY", "HEAD", "NOSCRIPT"]);
  // Some toolbars put their entry in a root of its own.
  const within = (root) => [...root.querySelectorAll("*")].flatMap(
    (el) => (el.shadowRoot ? [el, ...within(el.shadowRoot)] : [el]),
  );
  for (const el of within(document)) {
    if (skipped.has(el.tagName)) continue;
    const texts = [el.title, el.getAttribute("alt"), el.getAttribute("aria-label"), el.tagName === "INPUT" ? el.value : ""];
    if (el.childElementCount <= 3 && el.textContent.length <= 60) texts.unshift(el.textContent);
    // What it shows by itself: the tools that open below it are hidden.
    if (el.childElementCount > 0 && el.textContent.length <= 200) texts.push(el.innerText);
    const words = texts.find((text) => text && isName(text));
    if (words) { note(el, "name", words); continue; }
    // A headline may lead into a folder of news about accessibility.
    const speaks = folded(el.textContent).length >= headline;
    const attributes = ["id", "class", "name", "onclick", ...(speaks ? [] : ["href"])];
    const marks = attributes.map((attribute) => el.getAttribute(attribute) || "");
    if (marks.some((text) => text && marked.test(text)) && el.closest(clickable)) {
      note(el, "mark", texts.find(Boolean) || "");
    }
  }
  // The innermost of nested finds is what a visitor meets.
  const all = [...found].filter(([el]) => ![...found.keys()].some((other) => other !== el && el.contains(other)));
  const rank = ([el, { how }]) => (visible(el) ? 0 : 4) + (how === "name" ? 0 : 2) + (el.matches(clickable) ? 0 : 1);
  all.sort((a, b) => rank(a) - rank(b));
  globalThis.hechaFound = all.slice(0, most).map(([el]) => el);
  return all.slice(0, most).map(([el, { how, words }]) => ({
    how,
    words,
    visible: visible(el),
    clickable: el.matches(clickable),
    submits: Boolean(el.form) && /^(?:submit|image)$/.test(el.type),
    address: (el.href && String(el.href.baseVal || el.href).slice(0, 500)) || "",
    html: el.outerHTML.replace(/\s+/g, " ").slice(0, 200),
  }));
}
