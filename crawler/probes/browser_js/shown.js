// A page as it stands: what can be read, the source after its scripts ran, how much else there is to be seen.
(mostText, mostHtml) => {
  const shown = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length > 0;
  const buttons = [...document.querySelectorAll("input[type=button],input[type=submit]")].filter(shown);
  const text = [document.body ? document.body.innerText : "", ...buttons.map((button) => button.value)].join("\n").trim();
  const pictures = [...document.images].filter((image) => image.naturalWidth > 1 && shown(image));
  const others = [...document.querySelectorAll("svg,canvas,video,audio,iframe,frame,object,embed")].filter(shown);
  const html = document.documentElement ? document.documentElement.outerHTML : "";
  return {
    address: location.href.split("#")[0],
    charset: document.characterSet,
    title: document.title.slice(0, 300),
    text: text.slice(0, mostText),
    html: (document.doctype ? "<!DOCTYPE html>" : "") + html.slice(0, mostHtml),
    whole: html.length <= mostHtml,
    links: [...document.links].filter(shown).length,
    pictures: pictures.length + others.length,
    scripts: document.scripts.length,
  };
}
