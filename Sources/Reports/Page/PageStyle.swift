/// The page's style sheet; colours are those of the figures.
enum PageStyle {
  static let sheet =
    FigureStyle.colours + layout + parts + tables + FigureStyle.shapes

  private static let layout = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--ink);line-height:1.55;font-size:16px;\
    font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
    main{max-width:1080px;margin:0 auto;padding:40px 24px 72px}
    header h1{font-size:28px;line-height:1.25;margin:0 0 4px;font-weight:650;letter-spacing:-.01em}
    header p{margin:0;color:var(--soft);max-width:none}
    section{margin-top:44px}
    h2{font-size:20px;line-height:1.3;margin:0 0 10px;font-weight:620}
    h3{font-size:16px;margin:22px 0 6px;font-weight:620}
    p{margin:0 0 10px;max-width:74ch}
    a{color:var(--gain)}
    .soft{color:var(--soft)}

    """

  private static let parts = """
    .verdict{margin-top:26px;padding:20px 24px;background:var(--wash);border-radius:10px;border-left:4px solid var(--gain)}
    .verdict h2{font-size:23px;margin-bottom:8px}.verdict p:last-child{margin-bottom:0}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:18px 0 0;padding:0}
    .facts div{background:var(--card);border-radius:8px;padding:10px 14px}
    .facts dt{font-size:13px;color:var(--soft)}.facts dd{margin:0;font-size:20px;font-weight:600;\
    font-variant-numeric:tabular-nums}.facts dd small{font-size:13px;font-weight:400;color:var(--soft);display:block}
    .groups{display:grid;grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:12px}
    .group{background:var(--card);border-radius:8px;padding:12px 14px;border-top:3px solid var(--plain)}
    .group h3{margin:0 0 6px;font-size:15px}.group ul{list-style:none;margin:0;padding:0;font-size:14px}
    .group li{display:flex;justify-content:space-between;gap:10px;padding:1px 0}
    .group li span+span{white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}
    .chips{display:flex;flex-wrap:wrap;gap:6px;list-style:none;padding:0;margin:8px 0 0;font-size:14px}
    .chips li{background:var(--card);border-radius:6px;padding:2px 9px}
    figure{margin:16px 0 0}figure .draw{overflow-x:auto}figure svg{display:block;width:100%;height:auto}
    figcaption{font-size:14px;color:var(--soft);margin-top:6px;max-width:74ch}
    .warnings{margin:0;padding-left:20px}.warnings li{margin-bottom:6px;max-width:74ch}
    .copy{position:relative}.copy button{position:absolute;top:8px;right:8px;font:inherit;font-size:13px;padding:2px 10px;\
    border:0;border-radius:6px;background:var(--wash);color:var(--ink);cursor:pointer}
    pre{background:var(--card);border-radius:8px;padding:12px 14px;overflow-x:auto;font-size:13px;line-height:1.5;\
    font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:normal}
    details{margin-top:10px}summary{cursor:pointer;color:var(--soft);padding:4px 0}
    @media (max-width:600px){main{padding:24px 16px 48px}header h1{font-size:23px}.verdict{padding:16px 16px}\
    .verdict h2{font-size:20px}section{margin-top:34px}}
    @media print{main{max-width:none;padding:0}section{break-inside:avoid-page}}

    """

  private static let tables = """
    .wide{overflow-x:auto;margin-top:12px}
    table{border-collapse:collapse;font-size:14px}
    caption{text-align:left;color:var(--soft);padding-bottom:4px}
    th{font-weight:600;text-align:left;color:var(--soft);border-bottom:1px solid var(--line)}
    th,td{padding:5px 20px 5px 0;vertical-align:top}
    td{border-bottom:1px solid var(--grid)}
    th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    th:last-child,td:last-child{padding-right:2px}
    tr.m td{font-weight:650}
    td{max-width:34em;overflow-wrap:break-word}th{overflow-wrap:normal}td:first-child{min-width:9em}

    """
    + (0..<8).map { ".g\($0){border-top-color:var(--g\($0))}" }.joined() + "\n"
}
