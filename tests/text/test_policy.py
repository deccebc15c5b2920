"""What the policy of a page names, and which scripts it allows."""

import re
from base64 import b64encode

import pytest

from policy_report.text.policy import META, digest, policy, with_own_policy, with_policy


def test_a_policy_names_what_a_page_holds_and_of_scripts_only_those_that_are_known() -> None:
    page = "<style>a</style><p style=\"b: &amp;\">x</p><p style='c'>y</p><script>known</script><script>not</script>"
    said = policy(page, ["known"])
    assert said.count("sha256-") == 4
    assert "'unsafe-hashes'" in said
    assert "unsafe-inline" not in said
    assert policy(page, []).count("script-src 'none'") == 1


def test_a_page_has_one_policy_behind_its_encoding() -> None:
    old = '<meta http-equiv="Content-Security-Policy" content="old">'
    page = with_policy(f'<head>\n<meta charset="utf-8">\n<title>x</title>{old}</head>', [])
    assert len(META.findall(page)) == 1
    # Were the encoding behind a long policy, a reader would have to guess it.
    assert page.startswith('<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"')
    assert "old" not in page
    assert with_policy(page, []) == page


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert with_policy("<p>x</p>", ["a"]) == "<p>x</p>"


def test_a_sheet_in_an_address_is_allowed_where_there_is_one() -> None:
    assert "style-src data:;" in policy('<link rel="stylesheet" href="data:text/css,p%7B%7D">', [])
    assert "style-src 'none';" in policy('<link rel="icon" href="data:image/svg+xml,x">', [])


def scripts_of(page: str) -> set[str]:
    """The digests of the scripts that a page from elsewhere is allowed."""
    return set(
        re.findall(r"'sha256-[^']*'", META.findall(with_own_policy(page))[0].split("script-src")[1].split(";")[0])
    )


HEAD = "<html><head><script>h</script></head>"


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        (f"{HEAD}<body><p>x</p><script>t</script><p>y</p><script>e</script></body></html>", "h e"),
        (f"{HEAD}<body class='a'>\n<!-- b --><script>b</script>\n<p>x</p></body></html>", "h b"),
        (f"{HEAD}<body><main>x<script>t</script></main><script>a</script></div><script>e</script>\n</body>", "h a e"),
        (f"{HEAD}<body><p>x<script>t</script></p><script>e</script></body>", "h e"),
        (f"{HEAD}<body><p>x</p><SCRIPT type='module'>e</SCRIPT ></body>", "h e"),
        (f"{HEAD}<body><script>e</script></body>", "h e"),
        (f"{HEAD}<body><p>x</p><script>e</script>", "h"),
        (f"{HEAD}<body><p title='a > <script>'>x</p><!-- <script> --><script>e</script></body>", "h e"),
        ("<head></head><body><p>x</p></body>", ""),
        ("<head></head><p>x</p><script>t</script>", ""),
    ],
)
def test_scripts_stand_around_the_text_and_not_in_it(page: str, allowed: str) -> None:
    assert scripts_of(page) == {digest(one) for one in allowed.split()}


def test_many_comments_are_looked_through_once() -> None:
    page = f"<head></head><body><p>x</p><script>t</script>{'<!-- a -->' * 50_000}x<script>e</script></body>"
    assert scripts_of(page) == {digest("e")}


def test_a_script_in_an_address_is_named_where_it_stands() -> None:
    coded = b64encode(b"m</script>").decode()
    page = (
        f"<head><script src='data:text/javascript,a%3Bb' defer></script></head><body><p>x</p>"
        f'<script src="data:text/javascript,t"></script><i>y</i>'
        f'<script type="module" src="data:application/javascript;base64,{coded}"></script></body>'
    )
    made = with_own_policy(page)
    assert scripts_of(page) == {digest("a;b"), digest("m</script>")}
    assert re.sub(r' integrity="[^"]*"', "", META.sub("", made)).replace("\n", "") == page
    for text in ("a;b", "m</script>"):
        assert made.count(f'<script integrity="{digest(text)[1:-1]}"') == 1
    assert with_own_policy(made) == made


def test_a_script_in_an_address_that_cannot_be_read_is_not_allowed() -> None:
    page = '<head><script src="data:text/javascript;base64,a"></script></head><body><p>x</p></body>'
    assert "script-src 'none';" in with_own_policy(page)


def test_what_is_allowed_is_said_by_its_digest() -> None:
    page = with_policy(f"{HEAD}<body><p>x</p></body></html>", ["h"])
    assert f"script-src {digest('h')};" in page
