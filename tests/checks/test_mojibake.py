import subprocess
import sys

import pytest

from lint.finding import Action, Level

PAIRS = {"patterns": [r"[\x{80}-\x{9F}]", r"(?-i:[\x{C2}-\x{F4}])[^\x00-\x7F]"]}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("It doesnâ€™t rain in MÃ¼nchen.", "It doesn’t rain in München."),
        ("Con Ä‘Æ°á»\u009dng lÃ\u00a0ng.", "Con đường làng."),
        ("a bridge \u0096 a road", "a bridge – a road"),
    ],
)
def test_text_is_decoded_as_it_was_meant(mended, text: str, fixed: str) -> None:
    assert mended("mojibake", text, **PAIRS) == fixed


@pytest.mark.parametrize(
    "text",
    ["NGUYÊN NHÂN, SÃO PAULO, CÂU “MÔ”…", "À Noël, l’été…", "vie\u0323\u0302t", "ÞÓRÐUR Ñ", "Ã ”"],
)
def test_accents_and_quotes_are_left_alone(hits, text: str) -> None:
    assert hits("mojibake", text, **PAIRS) == []


def test_only_the_wrong_part_is_replaced(hits) -> None:
    text = "Ông nói, MÃ¼ller cười."
    (found,) = hits("mojibake", text, **PAIRS)
    assert text.encode()[found.start : found.end].decode() == "Ã¼"
    assert found.text.decode() == "ü"


def test_what_cannot_be_repaired_is_only_shown(hits) -> None:
    (found,) = hits("mojibake", "Flowers to India\u009d,\u009d Gifts", **PAIRS)
    assert (found.action, found.level) == (Action.NONE, Level.DISPLAY)
    assert "cannot be repaired" in found.detail


@pytest.mark.parametrize(
    ("text", "loaded"), [("Đường làng, SÃO, Ãa", False), ("“Mã”…", False), ("MÃ¼ller", True)]
)
def test_ftfy_is_imported_for_what_is_bad_alone(text: str, *, loaded: bool) -> None:
    code = (
        "import sys\n"
        "from lint.engine import Engine\n"
        "from lint.corpus.given import text_batch\n"
        "from lint.finding import Level, Severity\n"
        "from lint.rule import Rule\n"
        "rule = Rule('ABC900', 'x', 'mojibake', Severity.ERROR, Level.UNSAFE, '', '', 'x.toml',"
        " params={'patterns': ['ã[^a-z]']})\n"
        "Engine([rule], jobs=1).inspect(text_batch([sys.argv[1]]))\n"
        "print('ftfy' in sys.modules)\n"
    )
    run = [sys.executable, "-X", "utf8", "-c", code, text]
    out = subprocess.run(run, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == str(loaded)
