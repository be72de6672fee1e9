// Keeps the page for offline use, whole versions at a time.
//
// A version is a page together with exactly the files it names; the build fills in both.
// - Installing fetches a whole version or nothing, and takes a page only if it is of this version:
//   while a host is being updated, it may still serve the old one.
// - A page asked for is fetched from the host, so that an update is seen at once, and comes from
//   here when the host does not answer. A page fetched that way is never stored: it could be newer
//   than the files that are.
// - Every other file comes from here if its name carries a content hash, whichever version it
//   belongs to, since such a file never changes; other files like the page, from the host first.
// - The version before the current one is kept: pages opened then may still ask for its files.
// - A new version waits until no page of the old one is open (no `skipWaiting`).
"use strict";

const VERSION = "development";
const FILES = [];

const SCOPE = self.registration.scope;
const CACHE_PREFIX = `sextant ${SCOPE} `;
const CACHE = CACHE_PREFIX + VERSION;
const PAGE = SCOPE;
const HASHED = /-[0-9a-f]{16}[./]/;
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOldVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE)) {
    return;
  }
  if (request.mode === "navigate") {
    if (isPage(url)) {
      event.respondWith(hostFirst(request, PAGE));
    }
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(keptFirst(request));
  } else if (FILES.includes(url.href.slice(SCOPE.length))) {
    event.respondWith(hostFirst(request, request.url));
  }
});

function isPage(url) {
  const address = url.origin + url.pathname;
  return address === SCOPE || address === SCOPE + "index.html";
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([keepPage(cache), ...FILES.map((file) => keepFile(cache, file))]);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keepPage(cache) {
  const response = await fetched(new Request(PAGE, { cache: "no-cache" }));
  const html = await response.text();
  if (!html.includes(`"${VERSION}"`)) {
    throw new Error("the host does not serve this version's page yet");
  }
  // A new response: one that came by way of a redirect may not answer a navigation.
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  await cache.put(PAGE, new Response(html, { headers }));
}

async function keepFile(cache, file) {
  const url = new URL(file, SCOPE).href;
  const fresh = { cache: HASHED.test(url) ? "default" : "no-cache" };
  const response = await fetched(new Request(url, fresh));
  if (response.headers.get("Content-Type")?.startsWith("text/html")) {
    throw new Error(`the host serves a page in place of ${file}`);
  }
  await cache.put(url, response);
}

async function fetched(request) {
  const response = await fetch(request);
  if (!response.ok) {
    throw new Error(`${request.url}: ${response.status}`);
  }
  return response;
}

async function removeOldVersions() {
  // Names come in the order of creation.
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX));
  const others = names.filter((name) => name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function keptFirst(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function hostFirst(request, keptAs) {
  try {
    return await Promise.race([fetched(request), impatience()]);
  } catch (error) {
    const cache = await caches.open(CACHE);
    return (await cache.match(keptAs)) ?? fetch(request);
  }
}

function impatience() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the host does not answer")), PATIENCE_MS);
  });
}
