// ES5, because it runs on whatever machine stands beside the printer.
// A button that prints, where a script can put one. Without it the browser's own menu does the same.
(function () {
  var place = document.querySelector(".screen");
  if (!place) return;
  var it = document.createElement("button");
  it.type = "button";
  it.textContent = "In tờ này";
  it.addEventListener("click", function () { print(); });
  place.appendChild(it);
})();
