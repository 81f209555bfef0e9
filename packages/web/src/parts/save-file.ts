// Long enough for the browser to begin reading it.
const livesMs = 60_000;

/** Hands a file to the browser; it never leaves the machine. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), livesMs);
}
