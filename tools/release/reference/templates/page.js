// The page works without this: it picks the reader's language, tells it to screen readers, and prints closed parts too.
(function () {
  var choices = Array.prototype.slice.call(document.getElementsByName("language"));
  function tell() {
    choices.forEach(function (one) { if (one.checked) { document.documentElement.lang = one.value; } });
  }
  var asked = (new URLSearchParams(location.search).get("lang") || navigator.language || "").slice(0, 2);
  choices.forEach(function (one) {
    if (one.value === asked) { one.checked = true; }
    one.addEventListener("change", tell);
  });
  tell();
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
})();
