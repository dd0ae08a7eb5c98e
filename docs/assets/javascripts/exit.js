// ES5, because it runs on every phone that opens a page, and the way out may not fail on an old one.
// Leave quickly: blank the page, then put another address in this one's place, so that Back does not come here.
// The link works without this script. Shift three times does the same, but not while capitals are typed, and not in a
// field: a phone's own keyboard sends Shift for each capital that it offers, and on to off to on is three.
(function () {
  var links = document.querySelectorAll("a.exit, a.leave");
  if (!links.length) return;
  var title = document.title;
  var times = [];
  var bare = false;
  var keys = document.querySelector(".keys");
  if (keys) keys.hidden = false;

  function leave() {
    document.documentElement.hidden = true;
    document.title = "\u00a0";
    location.replace(links[0].href);
  }

  Array.prototype.forEach.call(links, function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
  });

  function isTyping(element) {
    return /^(input|textarea|select)$/i.test(element.nodeName) || element.isContentEditable;
  }

  addEventListener("keydown", function (event) {
    bare = event.key === "Shift" && !isTyping(event.target);
    if (!bare) times = [];
  });

  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !bare) return;
    bare = false;
    times = times.concat(Date.now()).slice(-3);
    if (times.length === 3 && times[2] - times[0] < 3000) leave();
  });

  // A phone may keep the blanked page and show it again.
  addEventListener("pageshow", function () {
    document.documentElement.hidden = false;
    document.title = title;
  });
})();
