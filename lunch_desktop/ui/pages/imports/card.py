"""One kind of list: a file is chosen or dropped, looked through, and brought in as a whole or not at all."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.exchange.importer import Importer, Known
from lunch_desktop.exchange.imports.employees import lines_of
from lunch_desktop.exchange.listing import LineFault, LineState, ListRead
from lunch_desktop.exchange.tables import Encoding, TableError, TableFault, read_bytes
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.first_run.failures import problem_of, words_for
from lunch_desktop.ui.pages.imports.rows import PreviewItem, PreviewRow, preview_items
from lunch_desktop.ui.pages.imports.server import ImportServer
from lunch_desktop.ui.pages.imports.words import state_word, table_words
from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Section
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.inputs import ComboBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees

translate = QCoreApplication.translate
_ROWS_IN_SIGHT: Final = 8


class ImportCard(Section):
    """One file at a time. Without a `server`, what only the server can do stays as it was chosen."""

    def __init__(self, context: PageContext, importer: Importer, server: ImportServer | None = None) -> None:
        super().__init__(context.theme, "")
        theme = context.theme
        self._context, self.importer, self._server = context, importer, server
        self._tasks = Tasks(self, workers=1)
        self._known = Known("")
        self._path: Path | None = None
        self.read: ListRead | None = None
        self.answer: ImportedEmployees | None = None
        self._fault: TableError | None = None
        self._busy = False
        self._explained = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.choose, self.get_template = Button(theme), Button(theme, kind=ButtonKind.QUIET)
        self.take = Button(theme, kind=ButtonKind.PRIMARY)
        self.encoding = ComboBox(theme)
        self.error = InlineError(theme)
        self.error.pressed.connect(self._look)
        self.told = Label(theme, wrap=True)
        self.list = RowList(theme, lambda: PreviewRow(theme), _fill)
        self.password = PasswordEdit(theme)
        self._password_field = Field(theme, "", self.password)
        self._controls = FlowLayout()
        for widget in (self.choose, self.encoding, self.get_template):
            self._controls.addWidget(widget)
        self._end = QHBoxLayout()
        self._end.addWidget(self.take)
        self._end.addStretch(1)
        self.body.addWidget(self._explained)
        self.body.addLayout(self._controls)
        for shown in (self.error, self.told, self.list, self._password_field):
            self.body.addWidget(shown)
        self.body.addLayout(self._end)
        self.choose.clicked.connect(self._choose)
        self.get_template.clicked.connect(self._save_template)
        self.take.clicked.connect(self._take)
        self.password.textChanged.connect(self._typed)
        self.encoding.currentIndexChanged.connect(lambda _: self._look())
        self.setAcceptDrops(True)
        self.take.setEnabled(False)
        self.retranslate()
        follow(theme, self._measure)

    def show_known(self, known: Known) -> None:
        """What is there already."""
        self._known = known

    def retranslate(self) -> None:
        """Say everything anew."""
        language = language_in_force()
        self.set_heading(self.importer.words.in_("ko" if language == "ko" else "en"))
        about = self.importer.about.in_("ko" if language == "ko" else "en")
        whole = translate("Imports", "A CSV file, as Excel writes it. All of it is taken, or nothing.")
        self._explained.setText(f"{whole} {about}")
        self.choose.setText(translate("Imports", "Choose a file…"))
        self.get_template.setText(translate("Imports", "Save a template…"))
        self.take.setText(translate("Imports", "Bring in"))
        self.encoding.setAccessibleName(translate("Imports", "Encoding"))
        self.list.setAccessibleName(translate("Imports", "Lines of the file"))
        self._password_field.set_label(translate("Imports", "Your password"))
        self._password_field.set_help(
            translate("Imports", "The list gives roles and logins, so it has to be you who brings it in.")
        )
        self.password.retranslate()
        self._show_encodings()
        self._show()

    def look_at(self, path: Path) -> None:
        """Read a file, on another thread."""
        self._path = path
        self._look()

    def focus_first(self) -> None:
        """The file comes first."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if it was chosen."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.look_at(path)

    def _choose(self) -> None:
        pattern = translate("Imports", "Tables (*.csv *.txt)")
        found, _ = QFileDialog.getOpenFileName(self.window(), translate("Imports", "Choose a file"), "", pattern)
        if found:
            self.look_at(Path(found))

    def _save_template(self) -> None:
        language = language_in_force()
        found, _ = QFileDialog.getSaveFileName(
            self.window(), translate("Imports", "Save a template"), f"{self.importer.name}.csv"
        )
        if found:
            try:
                Path(found).write_bytes(self.importer.template("ko" if language == "ko" else "en"))
            except OSError:
                self._fail(TableError(TableFault.UNREADABLE))

    def _look(self) -> None:
        path, known, importer = self._path, self._known, self.importer
        if path is None or self._busy:
            return
        encoding = Encoding(self.encoding.value) if self.encoding.value else None

        def work(_reads: object) -> ListRead | TableError:
            try:
                return importer.read(read_bytes(path), known, encoding)
            except TableError as error:
                return error

        self._context.session.read(work, self._looked, key=f"imports.{importer.name}", receiver=self)

    def _looked(self, found: ListRead | TableError) -> None:
        self.answer = None
        if isinstance(found, TableError):
            self._fail(found)
            return
        self.read, self._fault = found, None
        self._show_encodings()
        self._show()
        if self.importer.needs_server and not found.faults:
            self._ask(dry_run=True)

    def _fail(self, fault: TableError) -> None:
        self.read, self._fault = None, fault
        self._show()

    def _ask(self, *, dry_run: bool) -> None:
        """Have the server look the list through, or bring it in."""
        server, read = self._server, self.read
        if read is None:
            return
        if server is None:
            self.error.show_error(translate("Imports", "Only the server can do this, and it is not reached from here."))
            return
        wanted = EmployeeImport(
            lines=lines_of(read), dry_run=dry_run, password=None if dry_run else self.password.text()
        )
        self._busy = True
        self._show()
        self._tasks.run(lambda: server.import_employees(wanted), self._answered, self._ask_failed, receiver=self)

    def _answered(self, answer: ImportedEmployees) -> None:
        self._busy = False
        self.answer = answer
        self._password_field.set_error("")
        if answer.done:
            self.password.clear()
            self._brought_in(None)
            return
        read = self.read
        if read is not None:
            states = {one.line: LineState(one.state) for one in answer.lines}
            by_line = {line.line: line for line in read.lines}
            lines = tuple(replace(line, state=states.get(line.line, line.state)) for line in read.lines)
            faults = tuple(
                LineFault(one.line, one.field, one.code, one.details, by_line[one.line].cells.get(one.field or "", ""))
                for one in answer.wrong
                if one.line in by_line
            )
            self.read = replace(read, lines=lines, faults=faults)
        self._show()

    def _ask_failed(self, error: Exception) -> None:
        """The chosen file stays; a wrong password is told at its field."""
        self._busy = False
        problem = problem_of(error)
        words = words_for(problem)
        self._show()
        if problem is not None and problem.code.value == "wrong_credentials":
            self._password_field.set_error(translate("Imports", "This is not your password."))
            return
        self.error.show_error(f"{words.title}. {words.what} {words.remedy}".strip(), translate("Imports", "Try again"))

    def _show_encodings(self) -> None:
        used = "" if self.read is None else self.read.encoding.value.upper()
        plain = translate("Imports", "Encoding: by itself")
        words = fill(translate("Imports", "Encoding: by itself (%1)"), used) if used else plain
        chosen = self.encoding.value or ""
        self.encoding.blockSignals(True)
        self.encoding.show_options([("", words), *((one.value, one.value.upper()) for one in Encoding)], chosen)
        self.encoding.blockSignals(False)

    def _show(self) -> None:
        read = self.read
        self.error.show_error("" if self._fault is None else table_words(self._fault, self.importer))
        self.told.setText("" if read is None else self._told(read))
        self.told.setVisible(read is not None)
        self.list.setVisible(read is not None)
        self.list.show_items([] if read is None else preview_items(self.importer, read.lines, read.faults))
        self._measure()
        asks = self.importer.needs_server and self.answer is not None and not self.answer.wrong and read is not None
        self._password_field.setVisible(asks and self._does_anything(read))
        self._typed()

    def _typed(self) -> None:
        read = self.read
        ready = read is not None and not read.faults and not self._busy and self._does_anything(read)
        if self.importer.needs_server:
            ready = ready and self.answer is not None and bool(self.password.text())
        self.take.setEnabled(ready)

    def _does_anything(self, read: ListRead | None) -> bool:
        return read is not None and any(line.state is not LineState.SAME for line in read.lines)

    def _told(self, read: ListRead) -> str:
        if self._busy:
            return translate("Imports", "The server looks it through…")
        counts = [(state, read.count(state)) for state in LineState]
        unsure = self.importer.needs_server and self.answer is None and not read.faults
        if unsure:
            number = len(read.lines)
            lines = [translate("Imports", "%n lines", None, number)]
        else:
            lines = [" · ".join(f"{state_word(state)} {many:,}" for state, many in counts)]
        name = self._path.name if self._path is not None else ""
        lines[0] = f"{name} — {lines[0]}" if name else lines[0]
        if read.ignored:
            lines.append(fill(translate("Imports", "Columns not read: %1"), ", ".join(read.ignored[:10])))
        if read.faults:
            lines.append(translate("Imports", "Nothing is taken before these are right:"))
        elif self.answer is not None:
            lines += _more(self.answer)
        elif self.importer.name == "menus" and self.importer.intents is not None:
            changes = len(self.importer.intents(read, ""))
            if changes > 1:  # those of restaurants wait for their last one, and are taken as a whole
                lines.append(
                    translate("Imports", "So long a list goes in %n changes, one after the other.", None, changes)
                )
        return "\n".join(lines)

    def _measure(self) -> None:
        rows = min(max(self.list.count, 1), _ROWS_IN_SIGHT)
        self.list.setFixedHeight(rows * self.theme.px(48) + 2)
        self._password_field.setMaximumWidth(self.theme.px(400))

    def _take(self) -> None:
        if self.read is None or self._busy:
            return
        if self.importer.needs_server:
            self._ask(dry_run=False)
            return
        assert self.importer.intents is not None, "without the server, changes bring it in"
        wanted = self.importer.intents(self.read, str(uuid.uuid4()))
        self._do(wanted)

    def _do(self, intents: Sequence[Intent]) -> None:
        """All changes are written one after the other; the last one says that it is done."""
        only_one = len(intents) == 1
        for place, intent in enumerate(intents, start=1):
            if place == len(intents):
                self._context.session.do(
                    intent, lambda done: self._brought_in(done if only_one else None), self._refused, receiver=self
                )
            else:
                self._context.session.do(intent, None, self._refused, receiver=self)

    def _brought_in(self, done: Performed | None) -> None:
        answer = self.answer
        self._path, self.read, self._fault, self.answer = None, None, None, None
        self._show()
        text = translate("Imports", "The list is brought in.")
        if answer is not None and answer.invitations:
            text = f"{text} {_invitation_words(answer.invitations)}"
        announce(self, text)
        can_undo = done is not None and self.importer.name == "menus"
        uuid_of = done.uuid if done is not None else ""
        self._context.shell.toast(text, (lambda: self._context.session.undo(uuid_of)) if can_undo else None)

    def _refused(self, refusal: Refusal) -> None:
        self.error.show_error(refusal_text(refusal.code.value, refusal.details).sentence)


def _more(answer: ImportedEmployees) -> list[str]:
    lines = []
    if answer.departments:
        lines.append(fill(translate("Imports", "New departments: %1"), ", ".join(answer.departments)))
    leaving = answer.deactivated
    if leaving:
        lines.append(translate("Imports", "%n will be signed out and give up their seats.", None, leaving))
    if answer.invitations:
        lines.append(_invitation_words(answer.invitations))
    return lines


def _invitation_words(made: int) -> str:
    return translate("Imports", "%n new accounts need a code for a password.", None, made)


def _fill(row: ListRow, item: object) -> None:
    assert isinstance(row, PreviewRow) and isinstance(item, PreviewItem)  # noqa: PT018
    row.show_item(item)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
