// Runs axe and gives back only what is kept: rules that failed or need a look, a few elements of each.
(tags, off, mostNodes, mostHtml) => {
  const wanted = /^(?:wcag2|best-practice)/;
  const words = (checks) => checks.map((check) => check.message).filter(Boolean).slice(0, 2).join("；");
  const element = (item) => ({
    target: [item.node.selector].flat(3).join(" ").slice(0, 200),
    html: item.node.source.replace(/\s+/g, " ").slice(0, mostHtml),
    message: words([...item.any, ...item.all, ...item.none]).slice(0, 200),
  });
  const rule = (result, items) => ({
    rule: result.id,
    impact: result.impact || "",
    tags: result.tags.filter((tag) => wanted.test(tag)),
    count: items.length,
    nodes: items.slice(0, mostNodes).map(element),
  });
  const reporter = (results, options, done) => {
    const failed = results.filter((result) => result.violations.length);
    const unsure = results.filter((result) => result.incomplete.length);
    done({
      version: axe.version,
      rules: results.filter((result) => result.passes.length || result.violations.length).length,
      violations: failed.map((result) => rule(result, result.violations)),
      incomplete: unsure.map((result) => rule(result, result.incomplete)),
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
