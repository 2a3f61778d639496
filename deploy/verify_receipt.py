#!/usr/bin/env python3
"""Check a receipt (凭证) of the dispute register without any code of the portal.

    python3 verify_receipt.py receipt.json [trail.html]

The second file is the page 登记簿校验码 of the public site: what it shows must be met.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

HEAD = re.compile(r"(\d+)(?:[:\s,\"]|<code>|hash)+([0-9a-f]{64})")


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(receipt, published):
    """Sentences about what does not fit, and the published days that do."""
    problems, met = [], []
    own, hash_now = receipt["lines"], receipt["before"]
    for seq, link in enumerate(receipt["links"], start=receipt["first"]):
        content = own.get(str(seq))
        if content is not None:
            compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            if content[0] != seq or sha256(compact) != link:
                problems.append(f"line {seq} was changed")
        hash_now = sha256(hash_now + link)
        if seq in published:
            (met if published[seq] == hash_now else problems).append(
                f"line {seq}: the published head {published[seq][:16]}"
            )
    end = receipt["first"] + len(receipt["links"]) - 1
    if [end, hash_now] != receipt["head"]:
        problems.append("the receipt does not lead to its own head")
    if not own or any(not receipt["first"] <= int(n) <= end for n in own):
        problems.append("a line lies outside of the receipt")
    return problems, met


def main(arguments):
    receipt = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    published = {}
    for name in arguments[1:]:
        found = HEAD.findall(Path(name).read_text(encoding="utf-8"))
        published.update((int(seq), digest) for seq, digest in found)
    problems, met = check(receipt, published)
    said = ["WRONG  " + w for w in problems] + ["fits   " + w for w in met]
    whole = f"凭证完整，和 {len(met)} 个公布的校验码一致"
    said.append("凭证有问题" if problems else whole)
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
