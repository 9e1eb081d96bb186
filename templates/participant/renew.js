// In a quarter: one key confirms the last answer, and a level that moved waits for its reason before it is saved.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status");
  var keys = document.querySelector("#keys input"), last = form.dataset.last, reason = form.elements.comment;
  function unexplained() {
    var value = new FormData(form).get("value");
    return last && +value && value !== last && !reason.value.trim();
  }
  document.addEventListener("change", function (event) {
    if (form.contains(event.target) && unexplained()) {
      event.stopPropagation();
      status.textContent = status.dataset.reason;
    }
  }, true);
  document.addEventListener("keydown", function (event) {
    var at = event.target, typed = /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(at.tagName) && at.type !== "radio";
    if (typed || !keys.checked || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key.toLowerCase() === "c" || (event.key === "Enter" && at === document.body)) {
      event.preventDefault();
      if (!event.repeat) { form.elements.confirm.click(); }  // a key held down confirms one question, not several
    }
    if (/^[1-9]$/.test(event.key) && unexplained()) { reason.focus(); }  // vote.js has chosen the level
  });
  // From any field: Ctrl + Enter saves and goes on to what is open next, Escape leaves a text field to the keys above.
  function leave(event) {
    var further = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.repeat || (!further && event.key !== "Escape")) { return; }
    event.target.blur();  // what was typed is taken over first
    if (further) { event.preventDefault(); form.querySelector("button[type=submit]:not([name])").click(); }
  }
  document.addEventListener("keydown", leave);
  if (form.querySelector("[role=alert]") && unexplained()) { reason.focus(); }
}());
