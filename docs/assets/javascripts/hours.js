// "Đang có người trực": worked out in Vietnam's time (UTC+7, no summer time) from the hours that the element carries,
// only for lines that have weekly hours. Without this script the hours stand beside it as text.
(function () {
  var DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

  function spansOn(hours, now) {
    var day = now.toISOString().slice(0, 10);
    var special = (hours.exceptions || []).filter(function (e) { return e.starts_on <= day && day <= e.ends_on; })[0];
    if (special) return special.opens ? [special] : [];
    return hours.weekly.filter(function (span) { return span.days.indexOf(DAYS[now.getUTCDay()]) >= 0; });
  }

  function tell(place) {
    var hours = JSON.parse(place.getAttribute("data-hours"));
    var now = new Date(Date.now() + 7 * 36e5);
    var clock = now.toISOString().slice(11, 16);
    var open = spansOn(hours, now).some(function (span) { return span.opens <= clock && clock < span.closes; });
    place.textContent = open ? "Đang có người trực." : "Lúc này ngoài giờ trực.";
    place.hidden = false;
  }

  function all() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-hours]"), tell);
  }

  all();
  setInterval(all, 6e4);
})();
