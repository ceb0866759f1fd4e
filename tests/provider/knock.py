"""Sends one signed message to a running desk and shows the answer: `python -m tests.provider.knock URL SECRET TEXT`.

Exit 0 only if the answer is TwiML with a message in it.
"""

import sys
import xml.etree.ElementTree as ElementTree

from tests.provider.inbound import WEBHOOK, HttpDoor, NoAnswer, message_form, signature


def main(url: str, secret: str, text: str) -> int:
    form = message_form("+6281234567890", text)
    try:
        answer = HttpDoor(url).post(WEBHOOK, form, signature(url + WEBHOOK, form, secret), 15)
    except NoAnswer as error:
        sys.stderr.write(f"no answer: {error}\n")
        return 1
    sys.stdout.write(f"{answer.status} {answer.content_type}\n{answer.body}\n")
    if answer.status != 200 or not answer.content_type.startswith("text/xml"):
        return 1
    root = ElementTree.fromstring(answer.body)
    return 0 if root.tag == "Response" and root.findtext("Message") else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
