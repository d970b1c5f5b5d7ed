// Server-sent events over fetch, because EventSource can only GET.
// Parsing: WHATWG HTML, section 9.2.6 "Interpreting an event stream".

export async function* serverSentEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return;
      buffer += value;
      // A CR at the end of a piece may be the first half of a CR LF.
      const usable = buffer.endsWith("\r") ? buffer.length - 1 : buffer.length;
      const blocks = buffer.slice(0, usable).split(/\r\n\r\n|\n\n|\r\r/);
      buffer = blocks.pop() + buffer.slice(usable);
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parse(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  return data.length > 0 ? { name, data: JSON.parse(data.join("\n")) } : null;
}
