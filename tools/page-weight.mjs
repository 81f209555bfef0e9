// What a page weighs on the wire, as the browser counts it: bodies as they were sent, with their headers.

/**
 * Loads a page of which nothing is kept yet, until what it shows is there (`isShown` resolves) and nothing is on its way.
 * Answers every address it asked, in order, with the bytes of its answer.
 */
export async function weighPage(page, url, isShown) {
  const session = await page.context().newCDPSession(page);
  const asked = new Map();
  const onTheWay = new Set();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    asked.set(requestId, { path: new URL(request.url).pathname, bytes: 0 });
    onTheWay.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    asked.get(requestId).bytes = encodedDataLength;
    onTheWay.delete(requestId);
  });
  session.on("Network.loadingFailed", ({ requestId }) => onTheWay.delete(requestId));
  await session.send("Network.enable");
  await page.goto(url, { waitUntil: "networkidle" });
  await isShown(page);
  while (onTheWay.size > 0)
    await page.evaluate(() => new Promise((resolve) => void globalThis.requestIdleCallback(resolve)));
  await session.detach();
  const answers = [...asked.values()];
  return { answers, bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0) };
}
