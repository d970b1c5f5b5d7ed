#!/usr/bin/env python3
"""Shows what the server makes of chat models that stream, lie, write code, fail and hang: transcripts as Markdown, and the time that a hang costs.

    RAG__Chat__Endpoint=http://127.0.0.1:PORT/v1 RAG__Chat__Model=test-model rag up
    tools/chat-transcripts.py http://127.0.0.1:8080 COLLECTION PORT < QUESTIONS

QUESTIONS are eleven lines: the first is asked of each model, the other ten, one after the other, while the model hangs and while it fails.
The model is this program, on 127.0.0.1 at PORT. It answers from the passages that the server sends it, as the behaviour of the moment says.
"""
import http.server
import json
import re
import sys
import threading
import time
import urllib.request

PAUSE_SECONDS = 11  # Longer than RAG__Chat__BreakerPause: the next behaviour is asked for again.
HANG_SECONDS = 60  # Longer than RAG__Chat__FirstTokenMax.

behaviour = "streams"
calls = 0
over = threading.Event()


def passages(messages):
    """The texts of the passages in a prompt, without the lines that say where they stand."""
    found = re.findall(r"<<\w+ passage (\d+)>>\nTitle: .*\n((?:.|\n)*?)\n<<\w+ end of passage", messages[-1]["content"])
    return [(int(number), re.sub(r"\ASection: .*\n", "", text)) for number, text in found]


def sentences(text):
    prose = re.sub(r"```(?:.|\n)*?```", "\n\n", text)
    found = [one.strip() for line in prose.split("\n") for one in re.split(r"(?<=[a-z)][.]) (?=[A-Z])", line)]
    return [one for one in found if re.match(r"[A-Z][^|]*\w[.]$", one)]


def words_of(question):
    return set(re.findall(r"[a-z_.]{4,}", question.lower()))


def answer(messages):
    """What the model says: pieces of text."""
    found = passages(messages)
    asked = words_of(messages[-1]["content"].rsplit("Question:", 1)[-1])
    said = [(number, one) for number, text in found for one in sentences(text)]
    said.sort(key=lambda pair: -len(words_of(pair[1]) & asked))
    if behaviour == "lies":
        return ["The command was written by Leonardo da Vinci in 1502 [1]. ", "It costs 900 euros a month and needs 17 satellites [1]."]
    if behaviour == "writes code":
        blocks = [(n, b) for n, text in found for b in re.findall(r"```\w*\n((?:.|\n)*?)\n```", text)]
        number, block = max(blocks, key=lambda pair: len(words_of(pair[1]) & asked))
        return [f"{said[0][1][:-1]} [{said[0][0]}].\n\n", "```\n", f"{block}\n", "```\n\n", "Then `rm --everything` removes the rest [1]."]
    return [f"{one[:-1]} [{number}]. " for number, one in said[:2]]


class Model(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        global calls
        calls += 1
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if behaviour == "fails":
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if behaviour == "hangs":
            over.wait(HANG_SECONDS)
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in re.findall(r"(?s).{1,12}", "".join(answer(body["messages"]))):
            self.event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def event(self, choices):
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "test-model", **choices}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_):
        pass


def ask(server, collection, question):
    """The events of an answer, and the seconds that it took."""
    body = json.dumps({"query": question, "stream": True, "cache": False}).encode()
    request = urllib.request.Request(f"{server}/api/v1/collections/{collection}/ask", body, {"Content-Type": "application/json"})
    began = time.monotonic()
    events, name = [], ""
    with urllib.request.urlopen(request) as response:
        for line in response.read().decode().splitlines():
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                events.append((name, json.loads(line[6:])))
    return events, time.monotonic() - began


def transcript(events, took):
    for name, data in events:
        if name == "search_results":
            print(f"search_results  {len(data['results'])} passages")
        elif name == "citation":
            place = f"{data['uri']}:{data['line']}" if data.get("line") else data["uri"]
            print(f"citation        [{data['id']}] {place}, characters {data['start']} to {data['end']}: {json.dumps(data['quote'], ensure_ascii=False)}")
        elif name == "message":
            print(f"message         {data['kind']} {json.dumps(data['text'], ensure_ascii=False)} {data['citations']}")
        elif name == "final_answer":
            print(f"final_answer    answered_by {data['answered_by']}, degraded {data['degraded']}, dropped_sentences {data['dropped_sentences']}", end="")
            print(f", abstention {data['abstention']['code']}" if data["abstained"] else "", end="")
            print(f"; {took:.2f} s")


def answer_well(server, collection, question):
    """One answer by the model, after which the server counts failures from none again."""
    global behaviour
    (failing, behaviour) = (behaviour, "streams")
    ask(server, collection, question)
    behaviour = failing


def main():
    global behaviour, calls
    server, collection, port = sys.argv[1].rstrip("/"), sys.argv[2], int(sys.argv[3])
    first, *others = [line.strip() for line in sys.stdin if line.strip()]
    model = http.server.ThreadingHTTPServer(("127.0.0.1", port), Model)
    model.daemon_threads = True
    threading.Thread(target=model.serve_forever, daemon=True).start()
    print(f'The question: "{first}"\n')
    for behaviour in ("streams", "lies", "writes code", "fails", "hangs"):
        print(f"## A model that {behaviour}\n\n```")
        transcript(*ask(server, collection, first))
        print("```\n", flush=True)
        time.sleep(PAUSE_SECONDS)
    for behaviour in ("hangs", "fails"):
        answer_well(server, collection, first)
        calls = 0
        times = [ask(server, collection, question)[1] for question in others]
        print(f"Ten questions of a model that {behaviour}: {', '.join(f'{one:.2f}' for one in times)} s; together {sum(times):.1f} s, ", end="")
        print(f"{calls} calls of the model.\n", flush=True)
        time.sleep(PAUSE_SECONDS)
    behaviour = "streams"
    events, took = ask(server, collection, first)
    print(f"Afterwards, the model well again: answered_by {events[-1][1]['answered_by']} in {took:.2f} s.")
    over.set()
    model.shutdown()


if __name__ == "__main__":
    main()
