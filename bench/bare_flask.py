"""The bare limit over HTTP: one Flask endpoint that reads JSON and answers JSON, on the same server as the product.

python -m bench.bare_flask PORT
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, jsonify, request  # noqa: E402

from queue_server.serving import listen, serve  # noqa: E402

app = Flask(__name__)


@app.post("/bare")
def bare() -> Any:
    return jsonify(asked=request.get_json())


if __name__ == "__main__":
    serve(app, listen("127.0.0.1", int(sys.argv[1])))
