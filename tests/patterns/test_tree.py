import pytest

from lint.patterns.tree import END, START, UNBOUNDED, Piece, parse


def chars(text, **counts):
    return Piece(frozenset(text), **counts)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", ((),)),
        ("ab", ((chars("a"), chars("b")),)),
        ("^a|$", ((Piece(START), chars("a")), (Piece(END),))),
        (
            "a?b*c+?",
            (
                (
                    chars("a", least=0),
                    chars("b", least=0, most=UNBOUNDED),
                    chars("c", most=UNBOUNDED),
                ),
            ),
        ),
        (
            "a{2}b{2,}c{2,3}",
            (
                (
                    chars("a", least=2, most=2),
                    chars("b", least=2, most=UNBOUNDED),
                    chars("c", least=2, most=3),
                ),
            ),
        ),
        ("(?:a|b)?", ((Piece(((chars("a"),), (chars("b"),)), least=0),),)),
        ("[a-c-]", ((chars("abc-"),),)),
        ("[-+.]", ((chars("-+."),),)),
        (r"[\x{2022}\x41\]-_\t]", ((chars("\u2022A]^_\t"),),)),
        (r"\.\x{A0}\n?", ((chars("."), chars("\xa0"), Piece(None, least=0)),)),
        (r".[^a]\p{Lu}\w[\d.][[:alpha:]]", ((Piece(None),) * 6,)),
        (r"[\x{4E00}-\x{9FFF}]", ((Piece(None),),)),
        (r"[\n ]", ((Piece(None),),)),
    ],
)
def test_a_pattern_is_taken_apart(pattern, expected):
    assert parse(pattern, caseless=False) == expected


def test_case_counts_where_options_say_so():
    ((a, group, d),) = parse("a(?-i:b(?i:c))d")
    ((b, inner),) = group.what
    ((c,),) = inner.what
    assert [piece.caseless for piece in (a, b, c, d)] == [True, False, True, True]


@pytest.mark.parametrize("pattern", [r"a(?=b)", r"(?x: a)", r"(?i)a", r"\Qa+\E", "(*UTF8)a", "a)"])
def test_other_syntax_is_not_read(pattern):
    assert parse(pattern) is None
