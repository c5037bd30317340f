/* Reads the code of a label with the camera, where the browser can; else a tag is typed, or a hand-held reader types it. */
export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

/* A label leads to its thing's page; other codes are the tag itself. */
export const tagIn = (written) => {
  const led = /\/inventarier\/sak\/([^/]+)\/?$/.exec(written.trim());
  return (led ? decodeURIComponent(led[1]) : written).trim().toUpperCase();
};

export const scan = async (video, found) => {
  const detector = new window.BarcodeDetector({ formats: ["qr_code", "code_128", "data_matrix"] });
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
    if (!code) { requestAnimationFrame(look); return; }
    stop();
    found(tagIn(code.rawValue));
  };
  look();
  return stop;
};
