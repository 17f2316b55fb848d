// What a page shows once its scripts have run: title, words, links, dates.
(mostLinks, mostDates) => {
  const text = document.body ? document.body.innerText : "";
  const seen = new Set();
  const links = [];
  for (const a of document.links) {
    if (links.length >= mostLinks) break;
    const words = (a.innerText || a.title || (a.querySelector("img[alt]") || {}).alt || "").replace(/\s+/g, " ").trim();
    const key = a.href + "\n" + words;
    if (!/^https?:/.test(a.href) || seen.has(key)) continue;
    seen.add(key);
    links.push([a.href.slice(0, 2000), words.slice(0, 80)]);
  }
  const dates = text.match(/(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}/g) || [];
  const styles = [...document.querySelectorAll("link[rel~=stylesheet][href]")].filter((link) => !link.sheet && !link.disabled);
  return {
    lost_styles: styles.slice(0, 5).map((link) => link.href.slice(0, 500)),
    title: document.title.slice(0, 300),
    text_length: text.replace(/\s+/g, "").length,
    links,
    link_count: document.links.length,
    dates: [...new Set(dates)].slice(0, mostDates),
  };
}
