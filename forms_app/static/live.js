// Under `doorstep serve` only: the page follows the site its author is working on.
(function () {
  "use strict";
  var EVERY_MS = 100;
  var own = document.currentScript.dataset;
  var notice = own.notice;
  var touched = "keep" in own;
  var asking = false;
  var leaving = false;
  var timer;

  function touch(event) {
    if (event.target.form) touched = true;
  }
  addEventListener("input", touch, true);
  addEventListener("change", touch, true);

  function showPanel(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    document.getElementById("ds-live").replaceWith(fresh.getElementById("ds-live"));
  }

  function follow(news) {
    if (news.site !== own.site && !touched) {
      leaving = true;
      location.reload();
      return null;
    }
    document.getElementById("ds-live-held").hidden = news.site === own.site;
    if (news.notice === notice) return null;
    return fetch("/__live/panel")
      .then(function (answer) { return answer.text(); })
      .then(showPanel)
      .then(function () { notice = news.notice; });
  }

  function ask() {
    clearTimeout(timer);
    if (document.hidden || asking || leaving) return;
    asking = true;
    fetch("/__live")
      .then(function (answer) { return answer.json(); })
      .then(follow)
      .catch(function () { /* the server is away: it may come back */ })
      .then(function () {
        asking = false;
        timer = setTimeout(ask, EVERY_MS);
      });
  }
  document.addEventListener("visibilitychange", ask);
  ask();
})();
