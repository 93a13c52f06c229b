"""What is said of evidence that is used in another case too: to the consultant alone, never in what goes to a client."""

PHRASES: dict[str, tuple[str, str]] = {
    "elsewhere_unknown": (
        "whether another case uses the same evidence could not be looked up: {why}",
        "无法查询其他案件是否使用相同证据：{why}",
    ),
    "elsewhere_pages": (
        "{evidence} (page {pages})",
        "{evidence}（第 {pages} 页）",
    ),
    "elsewhere_missed": (
        "note: {case}: {evidence}: {count} of its pictures or pages (too many, too large or damaged) were not held against those of other cases",
        "注意：{case}：{evidence} 有 {count} 张图片或页面（数量过多、过大或已损坏）未与其他案件的图片比对",
    ),
    "elsewhere_unread": (
        "note: {case}: {evidence} could not be read, so its pictures were not held against those of other cases",
        "注意：{case}：{evidence} 无法读取，其图片未与其他案件的图片比对",
    ),
    "elsewhere_left_one": (
        "warning: {case}: 1 pair of pictures that are roughly alike was one too many to be looked at closely; the next look goes on with it",
        "警告：{case}：有 1 对大致相似的图片因数量过多尚未细看；下次检查将继续",
    ),
    "elsewhere_left": (
        "warning: {case}: {count} pairs of pictures that are roughly alike were too many to be looked at closely; the next look goes on with them",
        "警告：{case}：有 {count} 对大致相似的图片因数量过多尚未细看；下次检查将继续",
    ),
    "elsewhere_earlier_file": (
        "warning: {case}: {count} of its {of} files were sent with attempt {attempt} of this violation already: {names}; a reviewer wants new evidence",
        "警告：{case}：其 {of} 个文件中有 {count} 个已在本次违规的第 {attempt} 次申诉中提交：{names}；审核员需要新证据",
    ),
    "elsewhere_earlier_picture": (
        "warning: {case}: {evidence} is another file, but looks the same as a picture of attempt {attempt}: it is nothing new to a reviewer",
        "警告：{case}：{evidence} 虽为另一文件，但与第 {attempt} 次申诉的图片相同，对审核员而言并非新证据",
    ),
    "elsewhere_earlier_number": (
        "warning: {case}: {evidence} is another file, but has the number {number}, which stood in attempt {attempt}: say what is new in it",
        "警告：{case}：{evidence} 虽为另一文件，但编号 {number} 已出现在第 {attempt} 次申诉中；请说明新在何处",
    ),
    "elsewhere_other_file": (
        "warning: {case}: {evidence} is the very file that a case of another client uses; hold the paper against its owner before anything is sent",
        "警告：{case}：{evidence} 与另一客户案件所用的文件完全相同；提交前请核对文件归属",
    ),
    "elsewhere_other_picture": (
        "warning: {case}: {evidence} looks the same as a picture in a case of another client, be it in another size, turned or cut at the edges; of a screen or a form it may be another one of its kind: compare, and find out whose it is before anything is sent",
        "警告：{case}：{evidence} 与另一客户案件中的图片相同（或仅缩放、旋转、裁边）；若为界面截图或表格，也可能只是同类的另一份：请比对，并在提交前查明归属",
    ),
    "elsewhere_other_number": (
        "warning: {case}: {evidence} has the number {number}, which a paper of another client has too; the same paper, or chance: look",
        "警告：{case}：{evidence} 的编号 {number} 也出现在另一客户的文件上；请确认是同一文件还是巧合",
    ),
    "elsewhere_own_file": (
        "warning: {case}: {evidence}: the very file is also in {cases}; say why it proves this violation as well",
        "警告：{case}：{evidence} 与{cases}所用的文件相同；请说明它为何也能证明本次违规",
    ),
    "elsewhere_own_picture": (
        "warning: {case}: {evidence}: the same as a picture of {cases}, be it in another size, turned or cut at the edges; a new violation wants new pictures, and a screen or a form may only be of one kind: compare",
        "警告：{case}：{evidence} 与{cases}的图片相同（或仅缩放、旋转、裁边）；新的违规需要新的图片；界面截图或表格可能只是同类：请比对",
    ),
    "elsewhere_own_number": (
        "warning: {case}: {evidence}: the number {number} is also in {cases}; say so in the letter if it is the same paper",
        "警告：{case}：{evidence} 的编号 {number} 也出现在{cases}；如为同一文件，请在信中说明",
    ),
    "elsewhere_case": (
        "this client's case {violations}",
        "该客户的案件 {violations} ",
    ),
    "elsewhere_cases": (
        "this client's cases {violations}",
        "该客户的案件 {violations} ",
    ),
    "elsewhere_more_cases": (
        "this client's cases {violations} and {count} more",
        "该客户的案件 {violations} 及另外 {count} 个案件",
    ),
}
