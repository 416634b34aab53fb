"""The messages by which a desktop gets the server's half of the way to its data's key."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

KEY_ID: Final = r"^[0-9a-f]{32}$"


class DeviceSecretRequest(BaseModel):
    """`key_id` names the key of one account's data on one PC: 16 random bytes, made there, in hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key_id: str = Field(pattern=KEY_ID)


class DeviceSecret(BaseModel):
    """`secret` is the same at every asking, until the device is said to be lost: a prefix and 32 random bytes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    secret: str = Field(min_length=20, max_length=200, repr=False)
