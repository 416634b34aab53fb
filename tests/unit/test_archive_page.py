"""docs/archive.md says of every table and column what the program says; what is secret is marked."""

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.store.company.archiving.describing import about, columns_of, markdown
from lunch_desktop.store.company.archiving.meanings import SECRET
from lunch_desktop.store.company.archiving.meanings import TABLES as OWN_TABLES
from lunch_desktop.store.company.moving.contents import tables_of
from lunch_desktop.store.company.schema import company_schema
from setup.layout import ROOT

PAGE = ROOT / "docs" / "archive.md"
HERE = "## Tables and columns\n"


def drawn() -> str:
    """The page as it has to be; to renew it, write this there."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(HERE)
    said = rest.partition("\n\n")[0]
    return f"{head}{HERE}{said}\n\n{markdown(tables_of(company_schema()))}"


def test_the_page_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == drawn(), "python -m tests.unit.test_archive_page writes it anew"


def test_every_table_and_column_has_a_meaning() -> None:
    tables = tables_of(company_schema())
    assert OWN_TABLES.keys() == {table.name for table in tables} - {table.name for table in TABLES}
    for table in tables:
        assert about(table.name)
        assert all(column.meaning for column in columns_of(table))


def test_what_sounds_secret_is_marked() -> None:
    sounding = {
        (table.name, column.name)
        for table in tables_of(company_schema())
        for column in table.columns
        if any(word in column.name for word in ("password_hash", "secret", "digest"))
    }
    assert sounding <= SECRET.keys()


if __name__ == "__main__":
    PAGE.write_text(drawn(), encoding="utf-8")
