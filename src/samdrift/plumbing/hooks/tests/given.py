"""A receiver on this machine that writes down what it is sent, and answers as it is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Another system: what it got, and how it answers."""

    def __init__(self):
        self.got, self.answers, self.headers = [], [], {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                receiver.answer(self)

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler):
        code = self.answers.pop(0) if self.answers else 204
        if callable(code):
            code(handler)
            return
        handler.send_response(code)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/in?a=1"

    @property
    def told(self):
        return [json.loads(body) for _, body in self.got]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
