// Brings the wall up to date once a second without a flicker: only what has changed is put in.
(function () {
  "use strict";
  var wait = 1000;
  function again() { setTimeout(look, wait); }
  function look() {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 5000);  // a dead line is silent
    fetch(location.href, { credentials: "same-origin", signal: stop.signal }).then(function (response) {
      if (!response.ok) { throw new Error(); }
      return response.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
      var shown = document.querySelector("main");
      if (fresh && fresh.dataset.seen !== shown.dataset.seen) { shown.replaceWith(document.adoptNode(fresh)); }
      wait = 1000;
    }).catch(function () { wait = Math.min(wait * 2, 5000); }).then(function () { clearTimeout(timer); again(); });
  }
  again();
}());
