"""What may be said in the rooms of parties and groups, and what comes of it, told a second time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from tests.support.model.rows import Look, No, Row, Unknown, natural
from tests.support.model.rules_parties import EARLIEST, LATEST, TAKING_PART, working

_GROUP = {
    "owner": "groups",
    "standing": "group_members",
    "natural": "group_member",
    "field": "group_id",
    "name": "name",
}
_PARTY = {"owner": "parties", "standing": "memberships", "natural": "membership", "field": "party_id", "name": "title"}


def _standing(look: Look, kind: str, room: str, person: str) -> Any:
    """The person's standing in what the room belongs to: a row, None for none, or Unknown."""
    words = _PARTY if kind == "party" else _GROUP
    return look.get(words["standing"], natural(words["natural"], room, person))


def _takes_part(kind: str, standing: Any) -> bool:
    return isinstance(standing, dict) and standing["state"] in (TAKING_PART if kind == "party" else ("member",))


def entered(look: Look, args: Row) -> bool:
    """Whether the actor is known to be in the room that is named; False where this desktop can't know."""
    working(look)
    kind, room = args["room_kind"], args["room_id"]
    if kind not in ("party", "group"):
        raise No("not_found")
    owner = look.get((_PARTY if kind == "party" else _GROUP)["owner"], room)
    if owner is None:
        raise No("not_found")
    if isinstance(owner, Unknown):
        return False
    me = look.held("employees", look.actor)
    if me is not None and me["office_id"] != owner["office_id"]:
        raise No("not_found")
    mine = _standing(look, kind, room, look.actor)
    if _takes_part(kind, mine):
        return True
    sees = ("invited", "left") if kind == "party" else ("invited",)
    if owner["visibility"] == "office" or (isinstance(mine, dict) and mine["state"] in sees):
        raise No("not_joined")
    if isinstance(mine, dict) or look.decides:
        raise No("not_found")
    return False


def written(look: Look, args: Row) -> Row | None:
    """The message that is named, if the actor wrote it and is in its room; None where this desktop can't know."""
    kind, room = args["room_kind"], args["room_id"]
    try:
        inside = entered(look, args)
    except No as no:
        if no.code == "not_joined" and isinstance(_standing(look, kind, room, look.actor), Unknown):
            return look.held("messages", args["message_id"])
        raise No("not_found") from no
    message = look.get("messages", args["message_id"])
    if message is None:
        raise No("not_found")
    if isinstance(message, Unknown):
        return None
    if inside:
        if (message["kind"], message["room_id"]) != (kind, room):
            raise No("not_found")
        if message["author_id"] != look.actor:
            raise No("not_author")
    return message


def _text(text: str) -> str:
    kept = text.replace("\r\n", "\n").strip()
    if not kept:
        raise No("text_missing")
    if len(kept) > 2_000:
        raise No("text_too_long")
    return kept


def _called(look: Look, args: Row) -> str:
    named = list(dict.fromkeys(args["mentions"]))
    if len(named) > 20 or any(not one or "," in one for one in named):
        raise No("invalid_value")
    if look.decides:
        kind, room = args["room_kind"], args["room_id"]
        named = [one for one in named if _takes_part(kind, _standing(look, kind, room, one))]
    return ",".join(named)


def send(look: Look, args: Row) -> Row:
    """A message at the end of the room; its number is the server's to give."""
    entered(look, args)
    if not EARLIEST <= args["written_at"] < LATEST:
        raise No("time_out_of_range")
    text, called = _text(args["text"]), _called(look, args)
    message_id, number = str(uuid5(UUID(look.change), "0")), 0
    if look.decides:
        if look.get("messages", message_id) is not None:
            raise No("invalid_value")
        room = look.held("rooms", args["room_id"])
        number = (room["last_number"] if room else 0) + 1
        count = {"id": args["room_id"], "kind": args["room_kind"], "last_number": number, "last_at": look.now}
        look.put("rooms", count)
    message = {
        "id": message_id,
        "room_id": args["room_id"],
        "kind": args["room_kind"],
        "author_id": look.actor,
        "number": number,
        "text": text,
        "mentions": called,
        "written_at": min(args["written_at"], look.now),
        "edited_at": None,
        "deleted": False,
    }
    look.put("messages", message)
    return {"message_id": message_id}


def edit(look: Look, args: Row) -> Row:
    """Other words in the place of those that the author saw."""
    message = written(look, args)
    if args["edits"].keys() != {"text"}:
        raise No("invalid_value")
    old, new = args["edits"]["text"]
    text, called = _text(new), _called(look, args)
    if message is None:
        return {}
    if message["deleted"]:
        raise No("deleted")
    if message["text"] not in (old, text):
        return {"conflicts": {"text": [text, message["text"]]}}
    if (message["text"], message["mentions"]) != (text, called):
        look.put("messages", {**message, "text": text, "mentions": called, "edited_at": look.now})
    return {}


def delete(look: Look, args: Row) -> Row:
    """The place stays."""
    message = written(look, args)
    if message is not None and not message["deleted"]:
        look.put("messages", {**message, "text": "", "mentions": "", "edited_at": None, "deleted": True})
    return {}


def read(look: Look, args: Row) -> Row:
    """A marker goes on, and no further than the room."""
    entered(look, args)
    room, number = args["room_id"], args["number"]
    if look.decides:
        count = look.held("rooms", room)
        number = min(number, count["last_number"] if count else 0)
    marker_id = natural("read_marker", room, look.actor)
    mine = look.held("read_markers", marker_id)
    if number > (mine["number"] if mine else 0):
        whose = {"room_id": room, "kind": args["room_kind"], "employee_id": look.actor}
        look.put("read_markers", {"id": marker_id, **whose, "number": number})
    return {}


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "message.send": send,
    "message.edit": edit,
    "message.delete": delete,
    "room.read": read,
}
