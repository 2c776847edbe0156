"""How the drawing looks by itself; a page that embeds it may override each class."""

from __future__ import annotations

STYLE = """
.plan{font-family:"Source Sans 3","Inter","Segoe UI",system-ui,"DejaVu Sans",sans-serif;
--plan-ink:#22384a;--plan-accent:#1f617f}
.plan .slab{fill:#f3efe7}
.plan .room-floor{fill:#fbf9f5;stroke:none}
.plan .room-office .room-floor{fill:#dfeaf0}
.plan .room-staff .room-floor{fill:#ebe8e2}
.plan .room-sanitary .room-floor{fill:#dff0ea}
.plan .room-lift .room-floor,.plan .room-stairwell .room-floor{fill:#f2e6d2}
.plan .wall{fill:#3c4c59}
.plan .wall-outer{fill:#22313d}
.plan .wall-glass{fill:#7db3c6}
.plan .window{fill:#a9d5e4}
.plan .threshold{fill:#fbf9f5}
.plan .leaf{fill:none;stroke:#8a6a4a;stroke-width:1.6;stroke-linecap:round}
.plan .leaf-glass{stroke:#7db3c6;stroke-width:2}
.plan .leaf-lift{stroke:#8d989f;stroke-width:3}
.plan .leaf-staff{stroke-width:2.4}
.plan .swing{fill:none;stroke:#b9aa98;stroke-width:.7;stroke-dasharray:2 1.6}
.plan .thing path{fill:#fff;stroke:#b4bcc2;stroke-width:.8;stroke-linejoin:round}
.plan .thing-chair_row path,.plan .thing-bench path,.plan .thing-chair path,
.plan .thing-office_chair path{fill:#c9d6de;stroke:#9fb2be}
.plan .thing-served path{fill:#2d7391;stroke:#1f617f}
.plan .thing-dock path{fill:#2f9e6e;stroke:#21795a}
.plan .thing-plant{fill:#9cc59a;stroke:#6fa36e;stroke-width:1}
.plan .thing-column path{fill:#3c4c59;stroke:none}
.plan .thing-stairs path{fill:#fff;stroke:#b59e7a;stroke-width:.8}
.plan .place{fill:#1f617f;fill-opacity:.5}
.plan .place-base{fill:#2f9e6e;fill-opacity:1}
.plan text{fill:var(--plan-ink);text-anchor:middle}
.plan .sign{fill:var(--plan-accent)}
.plan .sign-text{fill:#fff;font-size:10px;font-weight:700;letter-spacing:.3px}
.plan .room-name{font-size:10px;font-weight:600}
.plan .room-name-open{font-size:11px;font-weight:500;fill:#7d8a93;letter-spacing:1px}
.plan .thing-name,.plan .spot-name{font-size:8.5px;font-weight:500;fill:#3b5161}
.plan .thing-name-start,.plan .spot-name-base{text-anchor:start}
.plan .thing-name-end{text-anchor:end}
.plan .thing-name-inside{fill:#fff;font-weight:700}
.plan .counter-sign{font-size:7.5px;font-weight:700;fill:#1f617f}
"""
