"""The editor's pages: who sees and changes what, drafts by script and without, publishing, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from robot.access.accounts import Role

from .conftest import form_key, post

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from .conftest import PanelUnderTest

OFFICE = "departments/cashier.yaml"
PAGE = f"/editor/file/{OFFICE}"


@pytest.fixture
def clerk(panel: PanelUnderTest) -> FlaskClient:
    panel.add("clerk", Role.STAFF, "cashier")
    return panel.browser_of("clerk")


def seen(page: str) -> str:
    return page.split('data-seen="')[1].split('"')[0]


def keep(browser: FlaskClient, file: str = OFFICE, **sent: Any) -> Any:
    """What the page's script sends while somebody types."""
    page = browser.get(f"/editor/file/{file}").text
    body = {"seen": seen(page), "part": "", **sent}
    return browser.post(f"/editor/draft/{file}", json=body, headers={"X-CSRF": form_key(page)})


def text(panel: PanelUnderTest) -> str:
    return panel.content.joinpath(OFFICE).read_text(encoding="utf-8")


def test_a_clerk_sees_the_own_department_and_an_administrator_everything(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    page = clerk.get("/editor/?lang=en").text
    assert "Town cashier" in page and "Paying a bill or fee" in page
    assert "registry_office" not in page and "flow.yaml" not in page
    page = panel.client.get("/editor/?lang=en").text
    assert "Registry office" in page and "flow.yaml" in page and "screen/tr.yaml" in page


@pytest.mark.parametrize(
    "file", ["departments/registry_office.yaml", "flow.yaml", "phrases/de.yaml", "../secret.yaml"]
)
def test_a_clerk_gets_at_no_other_file(
    panel: PanelUnderTest, clerk: FlaskClient, file: str
) -> None:
    key = form_key(clerk.get(PAGE).text)
    for way in ("file", "draft", "publish", "try"):
        answer = clerk.post(f"/editor/{way}/{file}", json={}, headers={"X-CSRF": key})
        assert answer.status_code in (400, 403, 404, 405), way
        assert clerk.get(f"/editor/{way}/{file}").status_code in (403, 404, 405), way


def test_staff_without_a_department_and_viewers_change_nothing(panel: PanelUnderTest) -> None:
    panel.add("walker", Role.STAFF)
    panel.add("viewer", Role.VIEWER)
    walker, viewer = panel.browser_of("walker"), panel.browser_of("viewer")
    assert "Ihrem Konto ist kein Amt" in walker.get("/editor/?lang=de").text
    assert walker.get(PAGE).status_code == 403
    assert walker.get("/editor/file/departments/.yaml").status_code == 403
    assert viewer.get("/editor/").status_code == 403


def test_hours_typed_into_the_form_are_drafted_published_and_told_in_the_record(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    before = text(panel)
    answer = keep(clerk, part="cashier", answers={"hours.sat": "10-12"})
    assert answer.status_code == 200, answer.text
    assert answer.json["boxes"]["hours.sat"]["value"] == "10:00-12:00"
    assert '  sat: ["10:00-12:00"]' in answer.json["text"] and answer.json["drafted"]
    assert text(panel) == before
    review = clerk.get(f"/editor/publish/{OFFICE}?lang=en").text
    assert "10:00-12:00" in review
    done = post(
        clerk, f"/editor/publish/{OFFICE}", f"/editor/publish/{OFFICE}", seen=answer.json["digest"]
    )
    assert done.status_code == 303
    assert '  sat: ["10:00-12:00"]' in text(panel)
    deed = panel.accounts.deeds(1)[0]
    assert (deed.who, deed.action, deed.subject) == ("clerk", "published", OFFICE)
    assert "clerk" in clerk.get("/editor/history").text


def test_faults_come_with_their_line_and_box_and_cannot_be_published(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    before = text(panel)
    answer = keep(clerk, part="cashier", answers={"hours.sat": "ten to noon"})
    (fault,) = answer.json["faults"]
    assert answer.json["text"].split("\n")[fault["line"] - 1].strip().startswith("sat:")
    assert answer.json["boxes"]["hours.sat"]["faults"] == [
        "gefunden: 'ten to noon', erwartet: Zeiten wie \"08:00-12:00\", in Anführungszeichen"
    ]
    assert clerk.get(PAGE + "?lang=en").text.count("hours such as") == 2
    page = clerk.get(PAGE).text
    assert f'data-line="{fault["line"]}"' in page and 'aria-invalid="true"' in page
    refused = post(
        clerk, f"/editor/publish/{OFFICE}", f"/editor/publish/{OFFICE}", seen=answer.json["digest"]
    )
    assert refused.status_code == 409 and text(panel) == before


def test_without_script_form_and_text_are_kept_too(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    page = clerk.get(PAGE).text
    sent = {"do": "form", "part": "cashier", "seen": seen(page), "hours.sat": "10-12"}
    assert post(clerk, PAGE, PAGE, **sent).status_code == 303
    page = clerk.get(PAGE).text
    assert "10:00-12:00" in page
    changed = text(panel).replace("phone: ", 'phone: "115" # ').replace("\n", "\r\n")
    sent = {"do": "yaml", "seen": seen(page), "text": changed}
    assert post(clerk, PAGE, PAGE, **sent).status_code == 303
    assert "phone: &#34;115&#34; # " in clerk.get(PAGE).text
    assert post(clerk, PAGE, PAGE, do="discard").status_code == 303
    assert "115&#34; # " not in clerk.get(PAGE).text


def test_text_that_is_no_yaml_keeps_the_draft_and_leaves_the_text_to_mend(
    clerk: FlaskClient,
) -> None:
    answer = keep(clerk, text="id: cashier\n\tname: x\n")
    assert (
        answer.json["faults"][0]["line"] == 2
        and answer.json["faults"][0]["found"] == "ein Tabulator"
    )
    page = clerk.get(PAGE + "?lang=en").text
    assert "There is no form for this file" in page and "\tname: x" in page
    refused = keep(clerk, part="cashier", answers={"hours.sat": "10-12"})
    assert refused.status_code in (404, 409)


def test_two_at_one_file_are_told_and_both_changes_come_together(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    keep(clerk, text=text(panel).replace("phone: ", 'phone: "115" # '))
    theirs = keep(panel.client, text=text(panel).replace("floor: 0", "floor: 0  # below"))
    assert theirs.json["others"] == ["clerk"]
    page = panel.client.get(PAGE + "?lang=en").text
    assert "Somebody else is editing this too" in page
    address = f"/editor/publish/{OFFICE}"
    assert post(clerk, address, address, seen=seen(clerk.get(PAGE).text)).status_code == 303
    refused = post(panel.client, address, address, seen=theirs.json["digest"])
    assert refused.status_code == 409 and 'phone: "115"' in text(panel)
    assert "was changed" in panel.client.get(PAGE + "?lang=en").text
    assert post(panel.client, PAGE, PAGE, do="adopt").status_code == 303
    digest = seen(panel.client.get(PAGE).text)
    assert post(panel.client, address, address, seen=digest).status_code == 303
    assert 'phone: "115"' in text(panel) and "# below" in text(panel)


def test_an_old_window_overwrites_nothing(panel: PanelUnderTest, clerk: FlaskClient) -> None:
    page = clerk.get(PAGE).text
    keep(clerk, text=text(panel) + "# newer\n")
    old = {"seen": seen(page), "part": "", "text": text(panel) + "# older\n"}
    answer = clerk.post(f"/editor/draft/{OFFICE}", json=old, headers={"X-CSRF": form_key(page)})
    assert (answer.status_code, answer.json) == (409, {"error": "other_window"})
    assert "# newer" in clerk.get(PAGE).text


def test_undo_takes_a_change_back(panel: PanelUnderTest, clerk: FlaskClient) -> None:
    before = text(panel)
    digest = keep(clerk, text=before + "# more\n").json["digest"]
    address = f"/editor/publish/{OFFICE}"
    post(clerk, address, address, seen=digest)
    assert text(panel) != before
    assert post(clerk, "/editor/history/1", "/editor/history/1").status_code == 303
    assert text(panel) == before
    page = clerk.get("/editor/history?lang=en").text
    assert "takes back change 1" in page
    panel.add("other", Role.STAFF, "registry_office")
    other = panel.browser_of("other")
    assert other.get("/editor/history/1").status_code == 403
    assert other.get("/editor/history").text.count(OFFICE) == 0
    assert clerk.get("/editor/history/99").status_code == 404


def test_a_clerk_adds_a_service_and_takes_it_out_and_no_office(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    address = f"/editor/add/{OFFICE}"
    sent = {"name.de": "Spende", "name.en": "Donation", "name.tr": "Bağış"}
    done = post(clerk, PAGE, address, seen=seen(clerk.get(PAGE).text), **sent)
    assert done.status_code == 303 and done.location.endswith("part=donation")
    page = clerk.get(done.location + "&lang=en").text
    assert 'value="Bağış"' in page and 'aria-invalid="true"' in page
    assert "donation" not in text(panel)
    out = {"part": "donation", "seen": seen(page)}
    assert post(clerk, PAGE, f"/editor/leave-out/{OFFICE}", **out).status_code == 303
    assert "donation" not in clerk.get(PAGE).text
    nameless = post(clerk, PAGE, address, seen=seen(clerk.get(PAGE).text))
    assert "Please enter at least one name" in clerk.get(nameless.location + "&lang=en").text
    for way in ("/editor/new", f"/editor/remove/{OFFICE}"):
        assert post(clerk, PAGE, way, place="cashier", **sent).status_code == 403
    assert clerk.get(f"/editor/remove/{OFFICE}").status_code == 403


def test_an_administrator_removes_an_office_brings_it_back_and_begins_a_new_one(
    panel: PanelUnderTest, clerk: FlaskClient
) -> None:
    before, page = text(panel), f"/editor/remove/{OFFICE}"
    panel.content.joinpath("vague.yaml").unlink()  # it needs every service
    assert "Every room on the plan has its office" in panel.client.get("/editor/?lang=en").text
    asked = panel.client.get(page + "?lang=en").text
    assert "Remove “Town cashier”?" in asked and "Paying a bill or fee" in asked
    assert post(panel.client, page, page, seen="old").status_code == 409
    digest = asked.split('name="seen" value="')[1].split('"')[0]
    done = post(panel.client, page, page, seen=digest)
    assert done.status_code == 303 and not panel.content.joinpath(OFFICE).exists()
    deed = panel.accounts.deeds(1)[0]
    assert (deed.action, deed.subject) == ("removed", OFFICE)
    assert clerk.get(PAGE).status_code == 404
    assert "Take this change back" not in clerk.get("/editor/history/1?lang=en").text
    assert post(clerk, "/editor/history/1", "/editor/history/1").status_code == 403
    form = panel.client.get("/editor/?lang=en").text
    assert '<option value="cashier">Stadtkasse, E10</option>' in form
    new = post(panel.client, "/editor/", "/editor/new", **{"place": "cashier", "name.de": "Kasse"})
    assert new.status_code == 303 and "Kasse" in panel.client.get(new.location).text
    assert OFFICE in panel.client.get("/editor/").text, "the draft is found again"
    gone = post(panel.client, PAGE, PAGE, do="discard")
    assert gone.location.endswith("/editor/")
    assert post(panel.client, "/editor/", "/editor/new", place="nowhere").status_code == 404
    undo = "/editor/history/1"
    assert post(panel.client, undo, undo).status_code == 303 and text(panel) == before


def test_faults_of_the_files_in_force_are_told(panel: PanelUnderTest) -> None:
    panel.content.joinpath(OFFICE).write_text("id: cashier\n", encoding="utf-8")
    page = panel.client.get("/editor/?lang=en").text
    assert "The robot goes on with what was last without any" in page and f"{OFFICE}:" in page


def test_a_text_as_large_as_files_may_be_is_taken(panel: PanelUnderTest) -> None:
    large = "# " + "ü" * 450_000 + "\n"
    answer = keep(panel.client, text=text(panel) + large)
    assert answer.status_code == 200 and answer.json["faults"] == []
    answer = keep(panel.client, text="#" * 1_000_001)
    assert (answer.status_code, answer.json) == (409, {"error": "too_large"})


def test_markup_in_a_draft_is_text(clerk: FlaskClient) -> None:
    keep(clerk, text="id: '</textarea><script>alert(1)</script>'\n")
    page = clerk.get(PAGE).text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("language", ["de", "en", "tr"])
def test_every_page_speaks_every_language(panel: PanelUnderTest, language: str) -> None:
    digest = keep(panel.client, text=text(panel) + "# more\n").json["digest"]
    for way in ("", f"file/{OFFICE}", "file/flow.yaml", f"publish/{OFFICE}", f"try/{OFFICE}"):
        answer = panel.client.get(f"/editor/{way}?lang={language}")
        assert answer.status_code == 200 and f'<html lang="{language}"' in answer.text, way
    address = f"/editor/publish/{OFFICE}"
    post(panel.client, address, address, seen=digest)
    for way in ("history", "history/1"):
        assert panel.client.get(f"/editor/{way}?lang={language}").status_code == 200
