"""Reports of small corpora: as text, and opened in a browser."""

import json
import shutil

import pytest

from lint.cli import main

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PROSE = (
    "The ferry crossed the harbour before dawn and nobody on the quay looked up. "
    "Two crates of oranges stood by the gate, wet from the night. "
    "When the bell rang the gatekeeper counted the crates again and wrote a number down. "
)
HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
)


def _records():
    """Two sites with a line that each of their pages has, two near duplicates, hostile text."""
    rows = []
    for number in range(12):
        site = "alpha" if number < 8 else "beta"
        body = "\n".join(f"Page {number} of the log, entry {i}: {PROSE}" for i in range(3))
        text = f"{body}\nRead the {site} newsletter every day\nMore from {site} & friends <b>"
        rows.append({"id": f"p{number}", "url": f"https://{site}.example/{number}", "text": text})
    twin = "\n".join(f"{PROSE}The {i}th watch began." for i in range(8))
    for name, end in (("first", "A short end."), ("second", "Another end, quite unlike it.")):
        text = f"{twin}\n{end}"
        rows.append({"id": name, "url": "https://gamma.example/1", "title": name, "text": text})
    text = (
        f"{HOSTILE}\nA caption of the pier\nA caption of the pier\n0:00 / 2:14\n\u202eabc\u202c\n"
    )
    rows.append({"id": HOSTILE, "url": "https://evil.example/", "title": HOSTILE, "text": text})
    arabic = "وصلت العبارة قبل الفجر ولم ينظر أحد"
    rows.append({"id": "ar", "title": arabic, "text": f"{arabic}\n{arabic}\n0:00 / 2:14\n"})
    return rows


def _report(folder, rows, name="report.html", *options):
    source, target = folder / "corpus.jsonl", folder / name
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code = main(["check", str(source), "-q", f"--output=html:{target}", "--isolated", *options])
    assert code in {0, 1}
    return target


@pytest.fixture(scope="session")
def records():
    """() -> the records of a small corpus with every kind of section."""
    return _records


@pytest.fixture(scope="session")
def report():
    """(folder, rows, name, *options) -> the path of the report of `rows`."""
    return _report


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """Return the path of the report of `records()`."""
    return _report(tmp_path_factory.mktemp("report"), _records())


@pytest.fixture(scope="session")
def chromium():
    """Return a browser; skip where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("needs the program chromium")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """(path, fragment, **context) -> the page; every error and every request fails the test."""
    contexts, wrong = [], []

    def requested(request):
        if not request.url.startswith(("file:", "data:")):
            wrong.append(request.url)

    def open_page(path, fragment="", **options):
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", requested)
        page.goto(path.as_uri() + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
