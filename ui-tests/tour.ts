/** A function with a parameter of every kind, which tells what it was given, a line for each. */
export const TOUR = `
import dataclasses
import datetime
import io
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pandas as pd
from annotated_types import Interval
from intarsia import show
from PIL import Image
from pydantic import BaseModel, Field, SecretStr

@dataclasses.dataclass
class Address:
    street: str = "Long Lane"
    number: int = 3

class Guest(BaseModel):
    called: str = "Ada"
    age: Annotated[int, Field(ge=0, le=150)] = 36
    home: Address = Field(default_factory=Address)

SPICES = Literal["anise", "basil", "cumin", "dill", "fennel", "ginger", "mace", "nutmeg"]

TOWNS = Literal[tuple(f"Town {n}" for n in range(1, 41))]

def tour(
    secret: SecretStr,
    name: str = "",
    story: str = "once\\nupon a time",
    count: int = 1,
    size: float = 2.5,
    level: Annotated[int, Interval(ge=0, le=10)] = 4,
    agreed: bool = False,
    colour: Literal["red", "green"] = "red",
    spice: SPICES = "anise",
    town: TOWNS = "Town 1",
    days: list[Literal["Mon", "Tue", "Wed"]] = ["Mon"],
    day: datetime.date = datetime.date(2024, 5, 1),
    hour: datetime.time = datetime.time(9, 30),
    moment: datetime.datetime = datetime.datetime(2024, 5, 1, 9, 30),
    lasts: datetime.timedelta = datetime.timedelta(minutes=90),
    numbers: list[int] = [1, 2],
    prices: Mapping[str, float] = {"tea": 2.0},
    place: tuple[int, str] = (1, "left"),
    nick: str | None = None,
    either: int | list[int] = 5,
    guest: Guest = Guest(),
    free: Any = None,
    table: pd.DataFrame = pd.DataFrame({"word": ["a", "b"], "n": [1, 2]}),
    document: bytes = b"",
    picture: Image.Image | None = None,
) -> str:
    """One of each kind."""
    told = {key: value for key, value in locals().items() if key not in ("told", "key", "value")}
    told["secret"] = secret.get_secret_value()
    told["table"] = table.to_dict("list")
    told["document"] = (len(document), sum(document))
    told["picture"] = picture and (picture.size, picture.convert("RGB").getpixel((0, 0)))
    told["moment"], told["day"], told["hour"] = moment.isoformat(), day.isoformat(), hour.isoformat()
    told["lasts"] = lasts.total_seconds()
    return "\\n".join(f"{key} = {value!r}" for key, value in told.items())

app = show(tour)`;
