"""The operating system's word on the network, through Qt."""

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.network_watch import NetworkWatch

Reachability = QNetworkInformation.Reachability


@pytest.fixture
def watch(qtbot: QtBot) -> NetworkWatch:
    made = NetworkWatch()
    made.begin()
    return made


@pytest.mark.parametrize("reached", [Reachability.Local, Reachability.Site, Reachability.Online, Reachability.Unknown])
def test_it_tells_when_something_can_be_reached(watch: NetworkWatch, qtbot: QtBot, reached: Reachability) -> None:
    with qtbot.waitSignal(watch.came_back):
        QNetworkInformation.instance().reachabilityChanged.emit(reached)


def test_it_says_nothing_when_the_network_is_gone(watch: NetworkWatch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.came_back):
        QNetworkInformation.instance().reachabilityChanged.emit(Reachability.Disconnected)


def test_one_that_is_gone_hears_nothing(qtbot: QtBot) -> None:
    told: list[None] = []
    watch = NetworkWatch()
    watch.came_back.connect(lambda: told.append(None))
    watch.begin()
    watch.deleteLater()
    with qtbot.waitSignal(watch.destroyed):
        pass
    QNetworkInformation.instance().reachabilityChanged.emit(Reachability.Online)
    assert told == []


def test_where_there_is_nobody_to_ask_it_stays_quiet(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    assert QNetworkInformation.loadDefaultBackend()  # or there is nothing that could be heard
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: False)
    watch = NetworkWatch()
    watch.begin()
    with qtbot.assertNotEmitted(watch.came_back):
        QNetworkInformation.instance().reachabilityChanged.emit(Reachability.Online)


def test_it_tells_when_a_networks_sign_in_page_is_passed(watch: NetworkWatch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.came_back):
        QNetworkInformation.instance().isBehindCaptivePortalChanged.emit(True)
    with qtbot.waitSignal(watch.came_back):
        QNetworkInformation.instance().isBehindCaptivePortalChanged.emit(False)


def test_it_tells_whether_data_costs_money(watch: NetworkWatch, qtbot: QtBot) -> None:
    assert not watch.metered
    for metered in (True, False):
        with qtbot.waitSignal(watch.metered_changed) as told:
            QNetworkInformation.instance().isMeteredChanged.emit(metered)
        assert told.args == [metered]
        assert watch.metered is metered
