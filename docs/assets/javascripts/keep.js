// ES5, because it tells every phone whether it can keep a copy, also one that cannot.
// Keep a copy for when there is no network, and take it off again. Nothing is kept before a tap: this file only asks
// whether a copy is there.
(function () {
  var place = document.querySelector(".keep");
  if (!place) return;
  var base = new URL("../../", document.currentScript.src).href;
  var workers = navigator.serviceWorker;
  var said = document.createElement("p");
  said.setAttribute("role", "status");
  place.textContent = "";
  place.appendChild(said);

  function say(words) { said.textContent = words; }

  function button(label, act) {
    var it = document.createElement("button");
    it.type = "button";
    it.textContent = label;
    it.addEventListener("click", function () { it.disabled = true; act(); });
    place.appendChild(it);
    return it;
  }

  if (!workers || !window.caches) {
    say("Trình duyệt này không lưu được. Hãy in ra giấy, hoặc chụp màn hình trang có số.");
    return;
  }

  function found() {
    return workers.getRegistration(base).then(function (one) { return one && one.scope === base && one.active ? one : null; });
  }

  function done(registration) {
    return new Promise(function (resolve, reject) {
      var worker = registration.installing || registration.waiting || registration.active;
      function look() {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new Error("redundant"));
      }
      worker.addEventListener("statechange", look);
      look();
    });
  }

  function ours() {
    return caches.keys().then(function (names) {
      return names.filter(function (name) { return name.indexOf("kept " + base + " ") === 0; });
    });
  }

  function off() {
    return ours().then(function (names) { return Promise.all(names.map(function (name) { return caches.delete(name); })); });
  }

  var keep = button("Lưu để xem khi không có mạng", function () {
    say("Đang lưu…");
    workers.register(new URL("sw.js", base).href).then(done).then(show, function () {
      say("Chưa lưu được. Xem lại mạng rồi thử lại.");
      keep.disabled = false;
    });
  });

  var remove = button("Xóa khỏi máy", function () {
    found().then(function (one) { return one && one.unregister(); }).then(off).then(show);
  });

  function show() {
    return found().then(function (one) {
      keep.hidden = !!one;
      remove.hidden = !one;
      keep.disabled = remove.disabled = false;
      say(one ? "Máy này đang giữ các trang có số gọi. Không có mạng vẫn mở được." : "Máy này chưa giữ gì.");
    });
  }

  show();
})();
