// The end of the worker's script: loads the worker's WebAssembly, which lies beside the script.
(function () {
  // What the page sends before the worker is ready is kept and handed over in order.
  const early = [];
  const keep = (event) => early.push(event);
  self.addEventListener("message", keep);

  wasm_bindgen({ module_or_path: new URL("worker_bg.wasm", self.location.href) }).then(
    () => {
      self.removeEventListener("message", keep);
      for (const { data, ports } of early) {
        self.dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
      }
    },
    (error) => {
      // Thrown outside the promise, it reaches the page as the worker's `error` event.
      setTimeout(() => {
        throw error;
      });
    },
  );
})();
