/** One file over HTTP. Not `fetch`, which cannot say how much of it has left. */
import type { Transfer } from './uploads.ts';

export const transfer: Transfer = (url, file, told) => {
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => told.part(total ? loaded / total : 0);
  request.onload = () => told.end(request.status < 300 || kindOf(request.responseText));
  request.onerror = () => told.end(undefined);
  request.open('POST', url);
  // Whatever it claims to be: the relay looks for itself.
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.send(file);
  return () => {
    request.onload = request.onerror = request.upload.onprogress = null;
    request.abort();
  };
};

/** Undefined for an answer that is not the relay's, such as that of a proxy whose relay is down. */
function kindOf(text: string): string | undefined {
  try {
    return JSON.parse(text).error.kind;
  } catch {
    return undefined;
  }
}
