"""Which rules run is decided by the more specific selector, layer upon layer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.errors import ConfigError
from lint.finding import Level, Severity
from lint.rule import Rule, Status
from lint.selection import Choice, adjusted, choose


def rule(code, name, status=Status.STABLE):
    return Rule(code, name, "line-pattern", Severity.WARNING, Level.SAFE, "", "", "", status=status)


RULES = [
    rule("CAP001", "doubled-caption"),
    rule("CAP002", "near-doubled-caption"),
    rule("PLY001", "player-clock"),
    rule("PLY101", "player-menu"),
    rule("QLT001", "strange-letters", Status.PREVIEW),
    rule("QLT002", "old-measure", Status.DEPRECATED),
]
STABLE = ["CAP001", "CAP002", "PLY001", "PLY101"]


def codes(*choices, preview=False):
    return [r.code for r in choose(RULES, choices, preview=preview).rules]


def select(*selectors, **keys):
    return Choice("here", select=selectors, **keys)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice("here"), STABLE),
        (select("ALL"), STABLE),
        (select("PLY"), ["PLY001", "PLY101"]),
        (select("PLY0"), ["PLY001"]),
        (select("PLY001"), ["PLY001"]),
        (select("player-menu"), ["PLY101"]),
        (select("QLT001"), ["QLT001"]),
        (select("strange-letters", "PLY001"), ["PLY001", "QLT001"]),
        (select("QLT002"), ["QLT002"]),
        (select("QLT"), []),
        (select(), []),
        (Choice("here", ignore=("CAP",)), ["PLY001", "PLY101"]),
        (Choice("here", extend_ignore=("player-menu",)), ["CAP001", "CAP002", "PLY001"]),
        (Choice("here", extend_select=("QLT001",)), [*STABLE, "QLT001"]),
        (select("PLY001", ignore=("PLY",)), ["PLY001"]),
        (select("PLY", ignore=("PLY0",)), ["PLY101"]),
        (select("PLY", ignore=("PLY",)), []),
        (select("ALL", ignore=("ALL",)), []),
        (select("CAP", extend_select=("PLY001",)), ["CAP001", "CAP002", "PLY001"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_one_layer(choice, expected):
    assert codes(choice) == expected


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([select("CAP"), select("PLY")], ["PLY001", "PLY101"]),
        ([select("CAP"), Choice("b", extend_select=("PLY001",))], ["CAP001", "CAP002", "PLY001"]),
        ([select("CAP"), Choice("b", ignore=("CAP001",))], ["CAP002"]),
        ([Choice("a", ignore=("CAP001",)), select("CAP")], ["CAP001", "CAP002"]),
        ([Choice("a", ignore=("PLY001",)), Choice("b", extend_select=("PLY",))], STABLE),
        ([select("QLT001"), Choice("b", extend_select=("QLT",))], ["QLT001"]),
    ],
    ids=["replaces", "extends", "ignores", "select-forgets", "later-wins", "keeps-preview"],
)
def test_layers(layers, expected):
    assert codes(*layers) == expected


def test_preview_switches_its_rules_on_by_group_but_no_deprecated_ones():
    assert codes(select("QLT"), preview=True) == ["QLT001"]


def test_a_deprecated_rule_is_told():
    assert choose(RULES, [select("QLT002")]).warnings == ("QLT002 old-measure is deprecated",)


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("PLY002", "did you mean 'PLY001'"),
        ("ply001", "did you mean 'PLY001'"),
        ("player-clok", "did you mean 'player-clock'"),
        ("PYL", "did you mean 'PLY'"),
        ("@@@", "there is no rule '@@@'$"),
        ("", "there is no rule ''"),
    ],
)
def test_an_unknown_selector_is_an_error_in_select_and_a_warning_in_ignore(selector, hint):
    for key in ("select", "extend_select"):
        with pytest.raises(ConfigError, match=f"^here: {key.replace('_', '-')}: .*{hint}"):
            choose(RULES, [Choice("here", **{key: (selector,)})])
    selection = choose(RULES, [Choice("here", ignore=(selector,))])
    assert [r.code for r in selection.rules] == STABLE
    assert selection.warnings[0].startswith("here: ignore: there is no rule")


def test_reasons_say_why_each_rule_is_on_or_off():
    choice = select("PLY", "CAP001", ignore=("PLY0",))
    assert choose(RULES, [choice]).reasons == {
        "CAP001": "selected by 'CAP001' of here",
        "CAP002": "not selected by here",
        "PLY001": "ignored by 'PLY0' of here",
        "PLY101": "selected by 'PLY' of here",
        "QLT001": "not selected by here",
        "QLT002": "not selected by here",
    }
    assert choose(RULES, []).reasons["QLT001"] == (
        "preview: select it by code or name or use --preview"
    )


_SELECTORS = st.lists(
    st.sampled_from(["ALL", "CAP", "PLY", "PLY0", "PLY1", "CAP001", "player-menu"]), max_size=4
)


@given(_SELECTORS, _SELECTORS, st.randoms())
def test_the_order_of_selectors_does_not_matter(on, off, random):
    first = codes(select(*on, ignore=tuple(off)))
    random.shuffle(on)
    random.shuffle(off)
    assert codes(select(*on, ignore=tuple(off))) == first


def test_rules_below_the_least_severity_do_not_run():
    selection = choose(RULES, [], min_severity=Severity.ERROR)
    assert selection.rules == ()
    assert selection.reasons["PLY001"] == "warning is below min-severity"


def test_severity_and_parameters_are_adjusted_by_the_most_specific_selector():
    severity = {"ALL": Severity.INFO, "PLY": Severity.ERROR, "player-menu": Severity.WARNING}
    changed = {r.code: r for r in adjusted(RULES, severity, {"PLY001": {"max-chars": 3}})}
    assert changed["CAP001"].severity is Severity.INFO
    assert changed["PLY001"].severity is Severity.ERROR
    assert changed["PLY101"].severity is Severity.WARNING
    assert changed["PLY001"].params == {"max-chars": 3}
    assert changed["PLY101"].params == {}
