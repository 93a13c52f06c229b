"""What `poa batch` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "batch_why": ("Why", "原因"),
    "batch_again": (
        "violation {violation}, attempt {attempt}, is answered in {first} already; keep one of the two folders",
        "违规 {violation} 第 {attempt} 次申诉已在 {first} 中处理；两个文件夹只保留一个",
    ),
    "batch_lines_to_fill_one": ("1 line to fill: {first}", "待填写 1 项：{first}"),
    "batch_lines_to_fill": ("{count} lines to fill: {first}; …", "待填写 {count} 项：{first}；……"),
    "batch_result": ("Result", "结果"),
    "batch_about_one": ("1 case, {at}", "1 个案件，{at}"),
    "batch_about": ("{count} cases, {at}", "{count} 个案件，{at}"),
    "batch_size_one": ("1 page, {megabytes} MB", "1 页，{megabytes} MB"),
    "batch_size": ("{count} pages, {megabytes} MB", "{count} 页，{megabytes} MB"),
    "batch_notebook": ("notebook", "运行记录"),
    "batch_more_one": ("and 1 more error", "另有 1 个错误"),
    "batch_more": ("and {count} more errors", "另有 {count} 个错误"),
    "batch_and_more": (" (and {count} more)", "（另有 {count} 个）"),
    "batch_kept": ("done before, unchanged", "此前已完成，无变动"),
    "batch_wrote": (
        "the summary is in {folder}: batch.html, batch.csv, batch.json",
        "汇总在 {folder}：batch.html、batch.csv、batch.json",
    ),
    "batch_compares_one": (
        "the evidence of 1 case is being held against that of all others",
        "正在将 1 个案件的证据与所有其他案件比对",
    ),
    "batch_busy": (
        "another batch or build has this case at the moment ({who}), so it was left to that; start this one again when it has ended",
        "该案件正由另一次批量运行或生成处理（{who}），本次未运行；待其结束后请重新运行",
    ),
    "batch_left_one": (
        "warning: 1 pair of pictures of these cases that are roughly alike was one too many to be looked at closely; the next batch goes on with it",
        "警告：这些案件中有 1 对大致相似的图片因数量过多尚未细看；下次批量运行将继续",
    ),
    "batch_left": (
        "warning: {count} pairs of pictures of these cases that are roughly alike were too many to be looked at closely; the next batch goes on with them",
        "警告：这些案件中有 {count} 对大致相似的图片因数量过多尚未细看；下次批量运行将继续",
    ),
    "batch_compares": (
        "the evidence of {count} cases is being held against that of all others",
        "正在将 {count} 个案件的证据与所有其他案件比对",
    ),
    "batch_waits": (
        "{address} has no worker yet; the cases wait for one: dask worker {address}",
        "{address} 尚无工作进程；案件等待其加入：dask worker {address}",
    ),
    "batch_cold": (
        "the loaded process ended early, so each case loaded the kit anew and took longer: {why}",
        "预载进程提前结束，各案件均重新加载，因此较慢：{why}",
    ),
}
