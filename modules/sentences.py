"""The rules speak in English sentences with gaps; here they are said in the reader's language."""

from django.utils.translation import gettext

from modules.items.contract import Sentence


def say(sentence: Sentence) -> str:
    return gettext(str(sentence)) % sentence.values
