// Asks every two seconds whether the room has gone on, and loads the page anew when it has. Works on a poor network:
// what is asked is small, and after a failure it asks less often.
(function () {
  "use strict";
  var mark = document.getElementById("room"), status = document.getElementById("status"), wait = 2000, lost = false;
  function again() { setTimeout(ask, wait + Math.random() * 500); }
  function ask() {
    if (document.hidden) { again(); return; }
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 5000);  // a dead line is silent
    fetch("/room/state", {
      headers: { Accept: "application/json" }, credentials: "same-origin", signal: stop.signal
    }).then(function (response) {
      if (!response.ok) { throw new Error(); }
      return response.json();
    }).then(function (answer) {
      clearTimeout(timer);
      if (wait > 2000) { window.dispatchEvent(new Event("online")); }  // what waits on the phone is sent at once
      wait = 2000;
      if (lost && status) { if (status.textContent === mark.dataset.lost) { status.textContent = ""; } lost = false; }
      if (answer.seen !== mark.dataset.seen) { location.replace("/room"); } else { again(); }
    }).catch(function () {
      wait = Math.min(wait * 1.5, 5000);
      if (status && !status.textContent) { status.textContent = mark.dataset.lost; lost = true; }
      again();
    });
  }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { wait = 2000; } });
  again();
}());
