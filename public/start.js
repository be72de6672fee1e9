// Starts the page: checks that the browser can run it, loads it, and says so when it cannot.
//
// A classic script, so that a browser too old for the page still runs it and shows the message.
// The names of the files to load are in the page's head, where the build puts them.
"use strict";

(function () {
  // A module with one SIMD instruction; a browser without SIMD rejects it.
  var SIMD_MODULE = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253,
    15, 253, 98, 11,
  ]);

  var MESSAGES = {
    noWebAssembly:
      "Sextant computes everything in your browser, and for that it needs WebAssembly, which is " +
      "switched off or missing here. Some protection modes switch it off (Lockdown Mode on Apple " +
      "devices, for one): make an exception for this page, or open it in another browser.",
    tooOld:
      "This browser is too old for Sextant. It runs in Chrome and Edge since version 96, Firefox " +
      "since 89 and Safari since 16.4. Update the browser, or open this page in another one.",
    notLoaded:
      "A part of Sextant could not be loaded. Check the connection, then try again. " +
      "Nothing that you saved here is lost.",
    stopped:
      "Sextant stopped while it was starting. Nothing that you saved here is lost. " +
      "If trying again does not help, open this page in another browser.",
  };

  function missingAbility() {
    if (typeof WebAssembly !== "object" || typeof WebAssembly.validate !== "function") {
      return MESSAGES.noWebAssembly;
    }
    return WebAssembly.validate(SIMD_MODULE) ? null : MESSAGES.tooOld;
  }

  // What failed while the files were being fetched; anything later is a failure to start.
  function NotLoaded(reason) {
    this.reason = reason;
  }

  function messageFor(error) {
    if (error instanceof NotLoaded) {
      return MESSAGES.notLoaded;
    }
    return error instanceof WebAssembly.CompileError ? MESSAGES.tooOld : MESSAGES.stopped;
  }

  function showOpening() {
    boot.appendChild(paragraph("boot-message", "Opening Sextant…"));
  }

  function showFailure(message, error) {
    boot.textContent = "";
    boot.setAttribute("role", "alert");
    boot.appendChild(paragraph("boot-message", message));
    if (error) {
      boot.appendChild(paragraph("boot-detail", String(error)));
    }
    var again = document.createElement("button");
    again.type = "button";
    again.className = "boot-again";
    again.textContent = "Try again";
    again.addEventListener("click", function () {
      location.reload();
    });
    boot.appendChild(again);
  }

  function paragraph(className, text) {
    var element = document.createElement("p");
    element.className = className;
    element.textContent = text;
    return element;
  }

  function load() {
    var script = import(document.getElementById("page-script").href);
    var wasm = fetch(document.getElementById("page-wasm").href).then(function (response) {
      if (!response.ok) {
        throw new Error(response.url + ": " + response.status);
      }
      return response;
    });
    return Promise.all([script, wasm]).then(
      function (files) {
        return files[0].default({ module_or_path: files[1] });
      },
      function (reason) {
        throw new NotLoaded(reason);
      },
    );
  }

  // After the page has started, so that it does not compete with the first load. Where service
  // workers are refused (no https, some embeddings), the page works all the same, but not offline.
  function keepForOffline() {
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker
        .register("sw.js", { scope: "./", updateViaCache: "none" })
        .catch(function (reason) {
          console.info("Sextant will not be there offline: " + reason);
        });
    }
  }

  var boot = document.getElementById("boot");
  var missing = missingAbility();
  if (missing) {
    showFailure(missing);
    return;
  }
  showOpening();
  load().then(
    function () {
      boot.remove();
      keepForOffline();
    },
    function (error) {
      var reason = error instanceof NotLoaded ? error.reason : error;
      console.error(reason);
      showFailure(messageFor(error), reason);
    },
  );
})();
