/** Bytes to an address, told of on the way. `fetch` says nothing about how much has left; XMLHttpRequest does. */

/** Resolves to null when it is there, else to a kind of error; `offline` where no answer came. */
export type Upload = (
  url: string,
  body: Blob,
  progress: (part: number) => void,
) => { done: Promise<string | null>; abort(): void };

export function createUpload(base: string): Upload {
  return (url, body, progress) => {
    const request = new XMLHttpRequest();
    const done = new Promise<string | null>((resolve) => {
      request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
      request.onload = () => resolve(request.status < 300 ? null : kindOf(request.responseText));
      request.onerror = request.ontimeout = () => resolve('offline');
    });
    request.open('POST', new URL(url, base));
    // As they are: a content type that a form could have made would not be looked at by the browser either.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(body);
    return { done, abort: () => request.abort() };
  };
}

function kindOf(answer: string): string {
  try {
    return JSON.parse(answer).error.kind;
  } catch {
    return 'internal';
  }
}
