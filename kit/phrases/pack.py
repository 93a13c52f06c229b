"""What `poa pack` and `poa unpack` say."""

PHRASES: dict[str, tuple[str, str]] = {
    "pack_made": (
        "{path}: {count} files, {megabytes} MB; delete it by {purge}",
        "{path}：{count} 个文件，{megabytes} MB；请于 {purge} 前删除",
    ),
    "pack_laid": (
        "{path}: {count} files, each as it was packed; delete it by {purge}",
        "{path}：{count} 个文件，均与打包时一致；请于 {purge} 前删除",
    ),
    "pack_past": (
        "it was to be deleted by {purge}: ask whether you may still keep it",
        "应于 {purge} 前删除：请确认是否仍可保留",
    ),
    "pack_left_out": ("Left out", "未包含"),
    "pack_export": (
        "an export: it holds buyers' data (--with-buyers packs it)",
        "导出文件：含买家数据（加 --with-buyers 才打包）",
    ),
    "pack_covered": (
        "a buyer's data are covered in the bundle only (--with-buyers packs the original)",
        "买家信息仅在成品中遮盖（加 --with-buyers 才打包原件）",
    ),
    "pack_message": (
        "a message: it may name buyers (--with-buyers packs it)",
        "消息：可能含买家信息（加 --with-buyers 才打包）",
    ),
    "pack_made_anew": ("a build makes it anew", "重新生成时会再产生"),
    "pack_of_the_practice": ("it tells of other cases too", "其中也有其他案件的内容"),
    "pack_unlisted": ("case.yaml does not name it", "case.yaml 未列出"),
}
