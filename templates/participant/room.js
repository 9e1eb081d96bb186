// Asks every two seconds whether the room has gone on, and loads the page anew when it has. Works on a poor network:
// what is asked is small, and after a failure it asks less often.
(function () {
  "use strict";
  var mark = document.getElementById("room"), status = document.getElementById("status"), wait = 2000, lost = false;
  function again() { setTimeout(ask, wait + Math.random() * 500); }
  function ask() {
    if (document.hidden) { again(); return; }
    fetch("/room/state", { headers: { Accept: "application/json" }, credentials: "same-origin" }).then(function (response) {
      if (!response.ok) { throw new Error(); }
      return response.json();
    }).then(function (answer) {
      wait = 2000;
      if (lost && status) { status.textContent = ""; lost = false; }
      if (answer.seen !== mark.dataset.seen) { location.replace("/room"); } else { again(); }
    }).catch(function () {
      wait = Math.min(wait * 1.5, 15000);
      if (status && !status.textContent) { status.textContent = mark.dataset.lost; lost = true; }
      again();
    });
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { wait = 2000; } });
  again();
}());
