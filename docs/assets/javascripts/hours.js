// ES5, because it runs on every phone that opens a page with a number.
// "Đang có người trực": worked out in Vietnam's time (UTC+7, no summer time), only for lines with weekly hours, from
// data-weekly="mon,tue 07:30-17:00;sat 08:00-11:30" and data-exceptions="2026-02-16/2026-02-20 closed". The hours
// themselves stand there as text. The same rule as facts/records/when.py, is_answered: exceptions win over the week.
(function () {
  var DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

  function parts(place, name) {
    return (place.getAttribute(name) || "").split(";").filter(Boolean).map(function (one) { return one.split(" "); });
  }

  function holds(span, clock) {
    return span !== "closed" && span.slice(0, 5) <= clock && clock < span.slice(6);
  }

  function isAnswered(place, now) {
    var day = now.toISOString().slice(0, 10);
    var clock = now.toISOString().slice(11, 16);
    var special = parts(place, "data-exceptions").filter(function (one) {
      var days = one[0].split("/");
      return days[0] <= day && day <= days[1];
    })[0];
    if (special) return holds(special[1], clock);
    return parts(place, "data-weekly").some(function (one) {
      return one[0].split(",").indexOf(DAYS[now.getUTCDay()]) >= 0 && holds(one[1], clock);
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-weekly]"), function (place) {
    var said = document.createElement("b");
    said.className = "duty";
    place.parentNode.insertBefore(said, place.nextSibling);
    function tell() {
      var now = new Date(Date.now() + 7 * 36e5);
      said.textContent = isAnswered(place, now) ? " (đang có người trực)" : " (lúc này ngoài giờ trực)";
    }
    tell();
    setInterval(tell, 6e4);
  });
})();
