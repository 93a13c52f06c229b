"""Which encoding a person's text is in: told by its mark, UTF-8, or GB 18030 where every character is one of everyday Chinese."""

import codecs

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Undecodable(ValueError):
    """A text that cannot be decoded for sure: what is wrong and what to do, as the end of a sentence."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding; raises Undecodable.

    >>> decoded("中文".encode("gb18030"))
    ('中文', 'gb18030')
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], name), name
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
        text.encode("gb2312")  # another encoding read as GB 18030 gives rare characters
    except UnicodeError:
        raise Undecodable("is text in an encoding that cannot be told for sure; save it as UTF-8 and give that") from None
    return text, "gb18030"


def _marked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(
            f"is text that is damaged at byte {error.start:,} ({encoding}); save it as UTF-8 and give that"
        ) from None
