/** What the site says before anybody has said anything. */
export function Greeting({ text }: { text: string | null }) {
  return text ? <p class="greeting">{text}</p> : null;
}
