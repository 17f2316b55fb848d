// Runs axe and gives back only what is kept: rules that failed or need a look, a few elements of each.
(tags, off, mostNodes, mostHtml) => {
  const wanted = /^(?:wcag2|best-practice)/;
  const words = (checks) => checks.map((check) => check.message).filter(Boolean).slice(0, 2).join("；");
  const element = (item) => ({
    target: [item.node.selector].flat(3).join(" ").slice(0, 200),
    html: item.node.source.replace(/\s+/g, " ").slice(0, mostHtml),
    message: words([...item.any, ...item.all, ...item.none]).slice(0, 200),
  });
  // axe takes any words beside a link for a text it stands in: the date of a list row, the steps of the way to a page.
  const beside = (link) => {
    let block = link.parentElement;
    while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const texts = document.createTreeWalker(block || link, NodeFilter.SHOW_TEXT);
    let words = "";
    while (texts.nextNode()) if (!texts.currentNode.parentElement.closest("a")) words += texts.currentNode.data;
    return words;
  };
  const inProse = (item) => {
    const words = item.node.element ? beside(item.node.element) : "。";
    const letters = words.replace(/[\d\s\p{P}\p{S}]/gu, "");
    return /\p{Script=Han}/u.test(letters) ? letters.length >= 30 || /[，。；！？]/.test(words) : letters.length > 0;
  };
  const said = (result, items) => (result.id === "link-in-text-block" ? items.filter(inProse) : items);
  const rule = (result, items) => ({
    rule: result.id,
    impact: result.impact || "",
    tags: result.tags.filter((tag) => wanted.test(tag)),
    count: items.length,
    nodes: items.slice(0, mostNodes).map(element),
  });
  const reporter = (results, options, done) => {
    const failed = results.filter((result) => said(result, result.violations).length);
    const unsure = results.filter((result) => said(result, result.incomplete).length);
    done({
      version: axe.version,
      rules: results.filter((result) => result.passes.length || result.violations.length).length,
      violations: failed.map((result) => rule(result, said(result, result.violations))),
      incomplete: unsure.map((result) => rule(result, said(result, result.incomplete))),
    });
  };
  return axe.run(document, {
    reporter,
    runOnly: { type: "tag", values: tags },
    rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])),
    iframes: false,
    preload: false,
  });
}
