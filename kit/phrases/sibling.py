"""What `poa new --from` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "sibling_made": (
        "made {path}: the case of group {group} on {site}, from {source}",
        "已生成 {path}：{group} 组在 {site} 站的案件（源自 {source}）",
    ),
    "sibling_grouped": (
        "wrote group: {group} into {path}, so that the two letters are held against each other",
        "已在 {path} 写入 group: {group}，以便两封信互相核对",
    ),
    "sibling_shared": (
        "moved what stood under seller: in {path} into {client}, which every case in that folder shares",
        "已将 {path} 中 seller: 下的内容移入 {client}，供该文件夹内各案共用",
    ),
    "sibling_new_shop": ("added the shop {shop} to {client}", "已在 {client} 中加入店铺 {shop}"),
    "sibling_what": ("What", "项目"),
    "sibling_differs": ("Differs by site (to fill: stands so in case.yaml)", "各站不同（to fill：在 case.yaml 中待填）"),
    "sibling_notice": ("Notice", "通知"),
    "sibling_violation": ("Violation ID", "违规编号"),
    "sibling_received": ("Received", "收到时间"),
    "sibling_deadline": ("Deadline", "截止时间"),
    "sibling_ticket": ("Ticket", "工单状态"),
    "sibling_exports": ("Orders and other exports", "订单等导出文件"),
    "sibling_shop": ("Shop", "店铺"),
    "sibling_signer": ("Signatory", "签字人"),
    "sibling_person": ("Person the site wants", "站点要求的责任人"),
    "sibling_signature": ("Signature", "签名要求"),
    "sibling_language": ("Language of the letter", "信件语言"),
    "sibling_money": ("Amounts", "金额写法"),
    "sibling_days": ("Zone, days of rest", "时区与休息日"),
    "sibling_fill": ("to fill", "待填（to fill）"),
    "sibling_policy": ("The policies differ", "两站政策不同"),
    "sibling_linked": ("Linked from inbox/, with kind, caption and facts", "自 inbox/ 引用（含类别、标题与事实）"),
    "sibling_left": ("Not linked, so it never reaches this case's PDF", "未引用，不会进入本案 PDF"),
    "sibling_next": (
        "next: poa intake {folder} with the notice and the exports of {site}, fill what is to fill, write the letter anew, poa check {folder}",
        "下一步：用 poa intake {folder} 收入 {site} 站的通知与导出文件，填好待填项，重写信件，再运行 poa check {folder}",
    ),
}
