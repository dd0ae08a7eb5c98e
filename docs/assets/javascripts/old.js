// ES5, because it runs on every phone that opens a page, and stands in one script with the way out.
// A page that was built more than 45 days ago says so at its top, in the reader's own browser: a site whose builds
// have stopped cannot say it for itself.
(function () {
  var built = document.querySelector("time.built");
  var note = document.querySelector(".old");
  if (!built || !note) return;
  var days = (Date.now() - Date.parse(built.dateTime)) / 864e5;
  if (days <= 45) return;
  var main = document.querySelector("main");
  main.insertBefore(note, main.firstChild);
  note.hidden = false;
})();
