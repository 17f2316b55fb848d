document.querySelectorAll(".tab-head a").forEach(function (head) {
  head.addEventListener("mouseenter", function () {
    document.querySelectorAll(".tab-head a").forEach(function (one) {
      one.classList.toggle("on", one === head);
      document.getElementById(one.dataset.tab).hidden = one !== head;
    });
  });
});
