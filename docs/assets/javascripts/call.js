// ES5, because it runs on every phone that opens a page with a number.
// Buttons beside a number: copy it, send it by SMS, share it as plain text. The page holds only a place for them, and
// each is put there where it can work. In-app browsers such as Zalo's have no clipboard interface: there the older
// command copies, and where that is refused too the number is said again, to be copied by hand.
(function () {
  function button(place, label, act) {
    var it = document.createElement("button");
    it.type = "button";
    it.textContent = label;
    it.addEventListener("click", function () { act(it); });
    place.appendChild(it);
  }

  function copyOld(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "sr";
    document.body.appendChild(field);
    field.select();
    field.setSelectionRange(0, text.length);
    var done = false;
    try { done = document.execCommand("copy"); } catch (_refused) { done = false; }
    document.body.removeChild(field);
    return done;
  }

  function copy(number, tell) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(number).then(function () { tell(true); }, function () { tell(copyOld(number)); });
    } else {
      tell(copyOld(number));
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll(".act"), function (place) {
    var number = place.getAttribute("data-number");
    var shown = place.getAttribute("data-shown") || number;
    var name = place.getAttribute("data-name") || "";
    // What is shared may be read over someone's shoulder: a name that tells too much is left out.
    var words = "Gọi " + shown + (name && !/ma túy/i.test(name) ? " (" + name + ")" : "");
    var said = document.createElement("span");
    said.setAttribute("role", "status");

    button(place, "Sao chép số", function (it) {
      copy(number, function (done) {
        said.textContent = (done ? "Đã sao chép " : "Máy không cho sao chép. Số là ") + shown;
        it.focus();
      });
    });
    if (matchMedia("(hover: none)").matches) {
      // Android reads ?body, iOS reads &body: this address suits both.
      button(place, "Nhắn số này", function () { location.href = "sms:?&body=" + encodeURIComponent(words); });
    }
    if (navigator.share) {
      button(place, "Chia sẻ", function () { navigator.share({ text: words }).catch(function () {}); });
    }
    place.appendChild(said);
  });
})();
