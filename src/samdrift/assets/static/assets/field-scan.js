/* Reads the code of a label with the camera, by the browser or else by what is vendored; a tag can also be typed, or a hand-held reader types it. */
const BETWEEN_LOOKS_MS = 120;
export const canScan = () => Boolean(navigator.mediaDevices?.getUserMedia);

/* Asked for when the page opens too: what reads codes is among the parts that are there without coverage. */
export const reader = async () => window.BarcodeDetector ?? (await import("./vendor/qr/decode.js")).BarcodeDetector;

/* A label leads to its thing's page; other codes are the tag itself. */
export const tagIn = (written) => {
  const led = /\/inventarier\/sak\/([^/]+)\/?$/.exec(written.trim());
  return (led ? decodeURIComponent(led[1]) : written).trim().toUpperCase();
};

export const scan = async (video, found) => {
  const Detector = await reader();
  const detector = new Detector({ formats: ["qr_code", "code_128", "data_matrix"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  let isOn = true;
  const stop = () => {
    isOn = false;
    video.hidden = true;
    for (const track of stream.getTracks()) track.stop();
  };
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const look = async () => {
    if (!isOn) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (!code) { setTimeout(look, BETWEEN_LOOKS_MS); return; }
    stop();
    found(tagIn(code.rawValue));
  };
  look();
  return stop;
};
