// Buttons beside a number: copy, SMS, share. They are hidden in the page and shown only where they can work.
// In-app browsers such as Zalo's have no clipboard interface: there the old command copies, or the number is selected.
(function () {
  function each(selector, use) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), use);
  }

  function words(button) {
    return button.getAttribute("data-text") || button.getAttribute("data-number");
  }

  function say(button, text) {
    var place = button.parentNode.querySelector(".said");
    if (!place) {
      place = document.createElement("span");
      place.className = "said";
      place.setAttribute("role", "status");
      button.parentNode.appendChild(place);
    }
    place.textContent = text;
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
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    field.remove();
    return done;
  }

  function copy(button) {
    var number = button.getAttribute("data-number");
    var told = function (done) {
      say(button, done ? "Đã sao chép " + number : "Máy không cho sao chép. Số là " + number);
      button.focus();
    };
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(number).then(function () { told(true); }, function () { told(copyOld(number)); });
    } else {
      told(copyOld(number));
    }
  }

  function show(button, act) {
    button.hidden = false;
    button.addEventListener("click", function () { act(button); });
  }

  each("button.copy", function (button) { show(button, copy); });
  if (matchMedia("(hover: none)").matches) {
    each("button.sms", function (button) {
      // Both readings of the address: Android wants ?body, iOS wants &body.
      show(button, function () { location.href = "sms:?&body=" + encodeURIComponent(words(button)); });
    });
  }
  if (navigator.share) {
    each("button.share", function (button) {
      show(button, function () { navigator.share({ text: words(button) }).catch(function () {}); });
    });
  }
})();
