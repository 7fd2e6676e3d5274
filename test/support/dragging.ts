/** The ways by which files come into a page without a dialog. */
import type { Locator } from 'playwright-core';

/** As if it had been dragged there from a desktop. */
export async function dropFiles(target: Locator, name: string, bytes: Buffer): Promise<void> {
  await target.evaluate(
    (element, [name, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), (char) => char.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name ?? '', { type: 'image/png' }));
      for (const type of ['dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [name, bytes.toString('base64')],
  );
}

/** As a screenshot is pasted: a picture without a name worth keeping. */
export async function pasteImage(field: Locator, bytes: Buffer): Promise<void> {
  await field.evaluate((element, base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  }, bytes.toString('base64'));
}
