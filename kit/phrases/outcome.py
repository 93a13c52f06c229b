"""What `poa outcome` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "outcome_approved": ("{about}: approved (entry {row})", "{about}：已通过（记录 {row}）"),
    "outcome_rejected": ("{about}: rejected (entry {row})", "{about}：已驳回（记录 {row}）"),
    "outcome_closed": ("{about}: closed (entry {row})", "{about}：已关闭（记录 {row}）"),
    "outcome_next": (
        "attempt {attempt} is open in {path}; what was sent lies in history/",
        "{path} 已开启第 {attempt} 次申诉；已提交的文件在 history/",
    ),
    "outcome_last": (
        "the site takes no attempt {attempt}; case.yaml stays as it is",
        "平台不接受第 {attempt} 次申诉；case.yaml 未改动",
    ),
    "outcome_point": ("  the reviewer asks ({n}): {point}", "  审核意见（{n}）：{point}"),
    "outcome_differences": ("What the next letter still lacks against the first:", "与上次相比，下一封信仍缺："),
}
