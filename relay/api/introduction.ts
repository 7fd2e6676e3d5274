/** What somebody who writes a program reads first, above the operations: a call that works, then what holds everywhere. */
export const INTRODUCTION = `
### The first call

Make a key in the inbox under **Settings → Programs** and ask what it is. The answer has the id of your site, which most
paths begin with:

\`\`\`sh
KEY=tlk_…  CHAT=https://chat.your-brand.example   # the address that your script tag has

curl -H "Authorization: Bearer $KEY" $CHAT/api/program
# {"name":"Warehouse","site":{"id":"0199…","key":"brand","name":"Brand"},"scopes":["desk:read","desk:write"],…}

SITE=0199…
curl -H "Authorization: Bearer $KEY" "$CHAT/api/sites/$SITE/conversations?view=waiting"
\`\`\`

Take a conversation and answer it. \`seen\` is the \`state.seq\` that you have read up to: where the player has written since, you
are told so instead of talking past them.

\`\`\`sh
DO="$CHAT/api/sites/$SITE/conversations/$CONVERSATION/commands"
curl -X POST $DO -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{"type":"take"}'
curl -X POST $DO -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\
  -H "Idempotency-Key: payout-4711" -d '{"type":"post","text":"It is on its way.","seen":12}'
\`\`\`

A file is put in place first, and then named by a post:

\`\`\`sh
curl -X POST "$CHAT/api/sites/$SITE/conversations/$CONVERSATION/files?name=slip.pdf" \\
  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/pdf' --data-binary @slip.pdf
# {"file":{"id":"01aa…",…}}   then: {"type":"post","text":"","seen":13,"files":["01aa…"]}
\`\`\`

### What holds everywhere

A key acts for the person who made it, on one site, within its scopes, until its day: it never does more than they may, and
nothing once they may not. What it does is written down with their name and its own.

- **Lists** come in pages: \`next\` of an answer is \`before\` of the next request, and null at the end.
- **Repeating**: a request that changes something may carry an \`Idempotency-Key\`. Under one name it is done once; repeated
  within a day it gets the first answer again, with \`Idempotency-Replayed: true\`. An answer that is a file is made anew.
- **Two at once**: what has a \`version\` is changed only by who sends the one that they read; else the answer is 409.
- **Limits** stand in \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds); beyond them the answer is
  429 with \`Retry-After\`.
- **Errors** have one shape: \`{"error": {"kind", "message", "fields"}}\`. What to do next follows from \`kind\`; \`fields\` has
  a sentence for each field that is not right. What is not yours and what does not exist are the same 404.
- **Times** are in milliseconds since 1970. Answers may gain fields: read those that you know.

A key has no power over keys, administrators, or anybody’s account: those are changed by people, in the inbox.
`;
