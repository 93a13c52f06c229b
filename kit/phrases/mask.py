"""What `poa mask` and the search for buyers' data says."""

PHRASES: dict[str, tuple[str, str]] = {
    "mask_number": ("No.", "编号"),
    "mask_evidence": ("Evidence", "证据"),
    "mask_page": ("Page", "页"),
    "mask_kind": ("Seems to be", "疑似"),
    "mask_box": ("Place", "位置"),
    "mask_state": ("Decided", "决定"),
    "mask_text": ("Text (shown only here)", "文字（仅在此显示）"),
    "mask_open": ("not yet", "未决定"),
    "mask_masked": ("to be covered", "遮盖"),
    "mask_kept": ("stays readable", "保留"),
    "mask_nowhere": ("no place: mask it by hand with --add", "无位置：请用 --add 手动遮盖"),
    "mask_none": ("nothing that looks like a buyer's data was found", "未发现疑似买家信息"),
    "mask_counted": (
        "{open} not yet decided, {masked} to be covered, {kept} stay readable",
        "未决定 {open} 处，遮盖 {masked} 处，保留 {kept} 处",
    ),
    "mask_next": (
        "cover with: poa mask {folder} --accept {numbers} --by NAME; leave readable with --reject",
        "遮盖：poa mask {folder} --accept {numbers} --by 姓名；保留用 --reject",
    ),
    "mask_written": (
        "decisions written to {path}: {count}; originals stay as they are, copies are covered at the next build",
        "已将 {count} 项决定写入 {path}；原件不变，下次生成时在副本上遮盖",
    ),
    "mask_pictures": (
        "pictures of the places: {folder}; they show buyers' data, so delete them afterwards",
        "位置截图：{folder}；其中含买家信息，用后请删除",
    ),
}
