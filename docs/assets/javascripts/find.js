// ES5, because it stands in one script with the way out of the page: what an old phone cannot read stops all of it.
// The door of the search: until the reader touches the form, this is all that loads. `/` goes to the form, and opens the menu that it stands in.
// The numbers at the thumb stand on top of the list from the first letter on, before anything has come and if nothing does.
// A form is <form class="find" role="search" data-base="../" action="../tim-kiem/"> with one <input type="search">.
(function () {
  var each = [].forEach;

  each.call(document.querySelectorAll("form.find"), function (form) {
    var input = form.querySelector("input");
    var menu = form.closest("details");

    function list() {
      var panel = document.createElement("div");
      var numbers = document.querySelectorAll(".thumb a:not(.exit)");
      function turn() { panel.hidden = !input.value.trim(); }
      panel.className = "find-panel";
      turn();
      if (numbers[0]) panel.appendChild(document.createElement("div")).className = "row";
      each.call(numbers, function (number) { panel.firstChild.appendChild(number.cloneNode(true)); });
      form.appendChild(panel);
      input.addEventListener("input", turn);
      form.addEventListener("focusout", function (event) {
        if (!form.contains(event.relatedTarget)) panel.hidden = true;
      });
      // The input keeps the focus, so a tap is not lost.
      panel.addEventListener("mousedown", function (event) {
        event.preventDefault();
      });
      return panel;
    }

    var shown = document.getElementById("results");
    // From a disk a browser loads no module: the static index is all there is.
    var disk = location.protocol === "file:";

    function load() {
      var said = document.getElementById("status") || list();
      form.removeEventListener("focusin", load);
      removeEventListener("hashchange", hash);

      function fail() {
        said.appendChild(document.createTextNode(disk ? "Trang mở từ đĩa không tìm được. Bấm Tìm để xem mục lục." : "Chưa tải được phần tìm kiếm."));
      }

      function bring(name) {
        var script = document.createElement("script");
        script.type = "module";
        script.src = form.dataset.base + "assets/javascripts/" + name;
        return form.appendChild(script);
      }

      // The head of the index comes along, where a browser can ask ahead. The link is whole before it stands in the page:
      // a browser reads it at once, and says so of one that leads nowhere yet.
      var link = document.createElement("link");
      link.rel = "preload";
      link.as = "fetch";
      link.crossOrigin = "";
      link.href = form.dataset.base + "finder/manifest.json";
      form.appendChild(link);
      // Both at once, the first not only when the second asks for it. One that a browser cannot read does not answer "find".
      bring("finder.js");
      var script = bring("finder-form.js");
      script.onerror = fail;
      script.onload = function () {
        if (form.dispatchEvent(new Event("find", { cancelable: true }))) fail();
      };
      if (!("noModule" in script)) fail();
    }

    function hash() { if (shown && !location.hash.indexOf("#q=")) load(); }

    form.addEventListener("focusin", load);
    // A link to a search, followed on the results page itself.
    addEventListener("hashchange", hash);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      // The results are on this page: the keyboard goes.
      if (shown) input.blur();
      location.assign(form.action + (disk ? "index.html" : "#q=" + encodeURIComponent(input.value)));
    });
    addEventListener("keydown", function (event) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      if (menu) menu.open = true;
      input.focus();
    });
    if (form.contains(document.activeElement)) load();
    else hash();
  });
})();
