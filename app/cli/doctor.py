"""`masklet doctor`: the checks of this computer, as lines or as JSON."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from app.cli import exits


def run(args: argparse.Namespace) -> int:
    from app.engine.doctor import examine

    findings = list(examine())
    if args.json:
        print(json.dumps([asdict(f) for f in findings], indent=2))
    else:
        for finding in findings:
            hint = f"  ({finding.hint})" if finding.hint else ""
            print(f"{finding.state:<8}{finding.name:<22}{finding.value}{hint}")
    return exits.FAILED if any(f.state == "broken" for f in findings) else exits.DONE
