import { describe, expect, it } from 'vitest';
import { html, textOf } from './markup.ts';
import { written } from './written.ts';

describe('a template', () => {
  it('takes text as text, in content and in attributes', () => {
    const hostile = `<b onclick="a('x')">&amp;`;
    expect(textOf(html`<p title="${hostile}">${hostile}</p>`)).toBe(
      '<p title="&lt;b onclick=&quot;a(&#39;x&#39;)&quot;&gt;&amp;amp;">&lt;b onclick=&quot;a(&#39;x&#39;)&quot;&gt;&amp;amp;</p>',
    );
  });

  it('takes templates as they are, and nothing that only looks like one', () => {
    expect(textOf(html`<ul>${[html`<li>${1}</li>`, html`<li>${null}</li>`]}</ul>`)).toBe(
      '<ul><li>1</li><li></li></ul>',
    );
    const forged = JSON.parse('{"markup":"<script>"}');
    expect(() => textOf(html`${forged}`)).toThrow();
  });
});

describe('what somebody wrote', () => {
  it('keeps scores and ids in their order where it runs from right to left', () => {
    expect(textOf(html`${written('النتيجة 2 - 1')}`)).toBe('النتيجة <bdi dir="ltr" class="line">2 - 1</bdi>');
  });

  it('may break where it is long', () => {
    expect(textOf(html`${written(`${'المعرف '.repeat(5)}${'a1'.repeat(20)}`)}`)).toContain('class=""');
  });
});
