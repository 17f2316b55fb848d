(function () {
  "use strict";
  var entry = document.getElementById("wza");
  var bar = null;
  function resize(share) {
    document.querySelectorAll("body *").forEach(function (one) {
      if (bar.contains(one)) { return; }
      var size = parseFloat(getComputedStyle(one).fontSize);
      one.dataset.size = one.dataset.size || size;
      one.dataset.next = size * share;
    });
    document.querySelectorAll("[data-next]").forEach(function (one) { one.style.fontSize = one.dataset.next + "px"; });
  }
  function reset() {
    document.querySelectorAll("[data-size]").forEach(function (one) { one.style.fontSize = ""; });
    document.documentElement.style.filter = "";
  }
  var tools = [
    ["放大", function () { resize(1.25); }],
    ["缩小", function () { resize(0.8); }],
    ["高对比", function () { document.documentElement.style.filter = "contrast(1.6)"; }],
    ["重置", reset],
    ["退出", function () { reset(); bar.remove(); bar = null; }]
  ];
  entry.addEventListener("click", function () {
    if (bar) { return; }
    bar = document.createElement("div");
    bar.className = "wza-bar";
    tools.forEach(function (tool) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = tool[0];
      button.addEventListener("click", tool[1]);
      bar.appendChild(button);
    });
    document.body.insertBefore(bar, document.body.firstChild);
  });
}());
