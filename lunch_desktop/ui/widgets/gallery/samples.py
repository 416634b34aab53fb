"""Plain values in both languages, so that Korean and longer English words are seen in every component."""

from dataclasses import dataclass

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.hero import HeroAction, HeroContent
from lunch_desktop.ui.widgets.party_row import PartyRowContent
from lunch_desktop.ui.widgets.pill import PillContent
from lunch_desktop.ui.widgets.rail import RailItem

PEOPLE = ("김민지", "이준호", "박서연", "Jane Miller", "최현우", "정다은", "한지민")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words for the gallery."""

    korean: bool

    def __call__(self, korean: str, english: str) -> str:
        """The word in this language."""
        return korean if self.korean else english


def rail_items(say: Words) -> tuple[RailItem, ...]:
    """The pages of the program."""
    return (
        RailItem("today", say("오늘", "Today"), Icon.CALENDAR_TODAY),
        RailItem("parties", say("점심", "Lunch parties"), Icon.UTENSILS),
        RailItem("restaurants", say("식당", "Restaurants"), Icon.STORE),
        RailItem("settlement", say("정산", "Settlement"), Icon.WON),
        RailItem("notifications", say("알림", "Notifications"), Icon.BELL),
        RailItem("settings", say("설정", "Settings"), Icon.SETTINGS, at_end=True),
    )


def heroes(say: Words) -> dict[str, HeroContent]:
    """The hero in every state of the Today page."""
    more = HeroAction("more", icon=Icon.MORE, name=say("더 보기", "More"))
    place = say("을지면옥 · 평양냉면", "Euljimyeonok · Pyongyang noodles")
    return {
        "nothing": HeroContent(
            name=say("아직 약속이 없어요", "No lunch yet"),
            place=say("아직 약속이 없어요", "Nothing planned yet"),
            line=say("12:00 로비, 네 자리로 열어요", "Opens a party at 12:00 in the lobby, four seats"),
            actions=(HeroAction("go", say("같이 가요", "Let's go"), ButtonKind.PRIMARY),),
        ),
        "joined": HeroContent(
            name=place,
            place=place,
            line=say("1층 로비에서 만나요 · 걸어서 7분", "Meet in the lobby on floor 1 · 7 minutes on foot"),
            time="11:50",
            countdown=say("28분 후", "in 28 min"),
            pill=PillContent(say("확정", "Confirmed"), Tone.CONFIRMED),
            faces=PEOPLE[:4],
            seats="4/5",
            free=1,
            actions=(
                HeroAction("chat", say("채팅", "Chat"), icon=Icon.CHAT),
                HeroAction("late", say("늦어요", "I'm late")),
                more,
            ),
        ),
        "requested": HeroContent(
            name=place,
            place=place,
            line=say("11:35에 만료 · 11:02 기준 3/4", "Expires 11:35 · 3/4 as of 11:02"),
            time="11:50",
            pill=PillContent(say("요청됨 · 미확정", "Requested · not confirmed"), Tone.REQUESTED),
            actions=(
                HeroAction("call", say("내선 4127", "Ext. 4127"), icon=Icon.PHONE),
                HeroAction("cancel", say("취소", "Cancel")),
            ),
        ),
        "waitlisted": HeroContent(
            name=place,
            place=place,
            line=say("11:30까지 자리가 나면 자동 확정", "Confirmed by itself if a seat is freed by 11:30"),
            time="11:50",
            pill=PillContent(say("대기 2번째", "2nd in line"), Tone.WAITING),
            actions=(
                HeroAction("other", say("다른 파티", "Other parties")),
                HeroAction("cancel", say("취소", "Cancel")),
            ),
        ),
        "host": HeroContent(
            name=place,
            place=place,
            line=say("확정 4 · 대기 2 · 미확인 1 · 예약함", "4 confirmed · 2 waiting · 1 open · table booked"),
            time="11:50",
            countdown=say("28분 후", "in 28 min"),
            pill=PillContent(say("내가 방장", "You host"), Tone.CONFIRMED, Icon.HOST),
            faces=PEOPLE,
            seats="4/5",
            actions=(
                HeroAction("close", say("마감", "Close")),
                HeroAction("all", say("모두에게", "Tell everyone")),
                more,
            ),
        ),
        "after": HeroContent(
            name=place,
            place=place,
            line=say("한도 초과 2,000원 → 김민지", "₩2,000 over the limit → Kim Minji"),
            time="11:50",
            pill=PillContent(say("다녀왔나요?", "Did you go?")),
            actions=(
                HeroAction("went", say("다녀왔어요", "We went"), ButtonKind.PRIMARY),
                HeroAction("copy", say("복사", "Copy"), icon=Icon.COPY),
            ),
        ),
        "refused": HeroContent(
            name=place,
            place=say("을지면옥은 네 자리가 모두 찼어요", "All four seats at Euljimyeonok are taken"),
            line=say("대신 12:00 미미식당, 12:10 한솥도시락", "Instead: 12:00 Mimi Diner, 12:10 Hansot lunch boxes"),
            pill=PillContent(say("자리가 찼어요", "Full"), Tone.REFUSED),
            actions=(
                HeroAction("wait", say("대기", "Wait in line")),
                HeroAction("close", say("닫기", "Close")),
            ),
        ),
    }


def rows(say: Words) -> list[PartyRowContent]:
    """The rows of the Today page, with a title that must be elided and every state."""
    join = say("참여", "Join")
    plan = (
        (
            "11:40",
            say("국수 먹을 사람", "Noodles, anyone?"),
            say("을지면옥 · 7분", "Euljimyeonok · 7 min"),
            "디자인팀",
            "3/4",
        ),
        (
            "11:50",
            say("매운 거 좋아하는 모임", "The spicy club"),
            say("마라공방 · 5분", "Mala Studio · 5 min"),
            "플랫폼팀",
            "2/4",
        ),
        (
            "12:00",
            say(
                "오늘은 꼭 먹고 싶은 숯불 제육볶음과 된장찌개 정식 같이 드실 분 찾습니다",
                "Charcoal pork and soybean stew set menu, looking for everyone who wants to come along",
            ),
            say("할머니밥상 본점 별관 2층 단체석 · 11분", "Grandmother's Table, annex, second floor · 11 min"),
            "경영지원본부",
            "5/8",
        ),
        ("12:00", say("구내식당", "Cafeteria"), say("B1 · 제육볶음, 미역국", "B1 · spicy pork, seaweed soup"), "", ""),
        ("12:10", say("샐러드", "Salad"), say("그린볼 · 3분", "Green Bowl · 3 min"), "인사팀", "1/4"),
        (
            "12:20",
            say("새로 온 사람 환영", "Newcomers welcome"),
            say("정해지지 않음", "Place undecided"),
            "단골",
            "3/6",
        ),
    )
    result = []
    for position, (time, title, place, tag, seats) in enumerate(plan):
        pill = None
        if position == 1:
            pill = PillContent(say("요청됨", "Requested"), Tone.REQUESTED)
        if position == 4:
            pill = PillContent(say("대기 2", "2nd in line"), Tone.WAITING)
        name = f"{time} {title}, {place}, {tag} {seats}"
        result.append(PartyRowContent(name, title, time, place, tag, seats, join, f"{join} {title}", pill))
    return result
