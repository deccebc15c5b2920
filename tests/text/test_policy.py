"""What the policy of a page names, and which scripts it allows."""

import pytest

from policy_report.text.policy import META, digest, policy, scripts_around, with_policy


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
        ("<body><p>x</p></body>", ""),
        ("<p>x</p><script>t</script>", ""),
        ("", ""),
    ],
)
def test_scripts_stand_around_the_text_and_not_in_it(page: str, allowed: str) -> None:
    assert sorted(scripts_around(page)) == sorted(allowed.split())


def test_many_comments_are_looked_through_once() -> None:
    page = f"<head></head><body><p>x</p><script>t</script>{'<!-- a -->' * 50_000}x<script>e</script></body>"
    assert scripts_around(page) == ["e"]


def test_what_is_allowed_is_said_by_its_digest() -> None:
    page = with_policy(f"{HEAD}<body><p>x</p></body></html>", ["h"])
    assert f"script-src {digest('h')};" in page
