// In a quarter: one key confirms the last answer, and a level that moved waits for its reason before it is saved.
(function () {
  "use strict";
  var form = document.getElementById("vote"), status = document.getElementById("status");
  var keys = document.querySelector("#keys input"), last = form.dataset.last;
  document.addEventListener("change", function (event) {
    var value = form.contains(event.target) && new FormData(form).get("value");
    if (last && +value && value !== last && !form.elements.comment.value.trim()) {
      event.stopPropagation();
      status.textContent = status.dataset.reason;
    }
  }, true);
  document.addEventListener("keydown", function (event) {
    var at = event.target, typed = /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(at.tagName) && at.type !== "radio";
    if (typed || !keys.checked || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key.toLowerCase() === "c" || (event.key === "Enter" && at === document.body)) {
      event.preventDefault();
      form.elements.confirm.click();
    }
  });
}());
