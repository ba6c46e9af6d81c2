/**
 * What runs in the enrolment page. It tells how it ended: to each registered origin that may be its parent, by name, never to
 * whoever it is; and to the four bridges of webviews, as JSON (seed, "Webview implementation"). It listens to nobody. Accept is
 * to be had only after the end of the documents has been seen for half a second, and while the button itself is seen; browsers
 * that can tell also say whether something lies over it (T13).
 */
export const enrolmentScript = `(function () {
  "use strict";
  var facts = document.getElementById("facts").dataset;
  var origins = JSON.parse(facts.origins);
  var said = document.getElementById("said");
  var told = false;

  function tell(message) {
    if (told) return;
    told = true;
    if (window.parent !== window)
      origins.forEach(function (origin) { window.parent.postMessage(message, origin); });
    var text = JSON.stringify(message);
    var handlers = window.webkit && window.webkit.messageHandlers;
    [handlers && handlers.DcouponPostMessage, window.DcouponPostMessage, handlers && handlers.cordova_iab].forEach(function (bridge) {
      try { if (bridge && typeof bridge.postMessage === "function") bridge.postMessage(text); } catch (error) { return; }
    });
  }

  function say(name) { said.textContent = facts[name] || ""; }
  function end(name, message) {
    var decision = document.getElementById("decision");
    if (decision) decision.hidden = true;
    say(name);
    tell(message);
  }

  if (facts.over !== undefined) return tell({ eventType: "SIGN_IN_CANCELLED" });

  var agree = document.getElementById("agree");
  var accept = document.getElementById("accept");
  var read = false, seen = false, busy = false;
  document.getElementById("decision").hidden = false;

  function settle() {
    agree.disabled = !read || busy;
    accept.disabled = !read || !seen || !agree.checked || busy;
    if (!busy) say(read ? "" : "toRead");
  }

  function watch(element, change) {
    var canTell = "isVisible" in IntersectionObserverEntry.prototype;
    var timer = null;
    new IntersectionObserver(function (entries) {
      var last = entries[entries.length - 1];
      var there = last.isIntersecting && (!canTell || last.isVisible);
      clearTimeout(timer);
      if (there) timer = setTimeout(change, 500, true);
      else change(false);
    }, canTell ? { threshold: [0, 1], trackVisibility: true, delay: 100 } : { threshold: [0, 1] }).observe(element);
  }
  watch(document.getElementById("end"), function (there) { read = read || there; settle(); });
  watch(accept, function (there) { seen = there; settle(); });
  agree.addEventListener("change", settle);
  settle();

  document.getElementById("cancel").addEventListener("click", function (event) {
    if (event.isTrusted && !busy) end("cancelled", { eventType: "SIGN_IN_CANCELLED" });
  });
  accept.addEventListener("click", function (event) {
    if (!event.isTrusted || accept.disabled) return;
    busy = true;
    settle();
    say("working");
    fetch(facts.accept, {
      method: "POST",
      credentials: "omit",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams({ jwt: facts.jwt, page: facts.page, agreed: "yes" })
    }).then(function (answer) {
      return answer.json().then(function (body) { finish(answer.status, body); });
    }).catch(function () { retry(); });
  });

  function finish(status, body) {
    if (status === 200) return end("done", { eventType: "SIGN_IN_SUCCESS", sessionToken: body.sessionToken });
    if (body.code === "terms_changed") return window.location.reload();
    if (status === 401) return end("cancelled", { eventType: "SIGN_IN_CANCELLED" });
    if (status === 409 || status === 410) return end("tooLate", { eventType: "SIGN_IN_CANCELLED" });
    retry();
  }

  function retry() {
    busy = false;
    settle();
    say("failed");
  }
})();`;
