/// Colours and strokes of all figures and of the page, light and dark.
///
/// Gains are blue and losses orange, after Okabe & Ito's palette for colour-blind readers.
enum FigureStyle {
  /// The custom properties, with the dark set for readers who ask for it.
  static let colours = """
    :root{color-scheme:light dark;--bg:#fff;--card:#f6f7f9;--ink:#1c2430;--soft:#5b6675;--line:#dde2e8;--grid:#e9edf1;\
    --gain:#2b72b9;--loss:#cf5f14;--mark:#1c2430;--plain:#9aa6b4;--wash:#eaf1f9;--g0:#2b72b9;--g1:#cf5f14;--g2:#2a8f6b;\
    --g3:#a8568f;--g4:#8f7a12;--g5:#5f63c4;--g6:#b04a4a;--g7:#3b8ea5}
    @media (prefers-color-scheme:dark){:root{--bg:#14181d;--card:#1c2128;--ink:#e3e8ee;--soft:#9ba7b6;--line:#303843;\
    --grid:#262d36;--gain:#5fa4e6;--loss:#ec8a47;--mark:#e3e8ee;--plain:#66717f;--wash:#1d2a39;--g0:#5fa4e6;--g1:#ec8a47;\
    --g2:#57bd98;--g3:#d489bd;--g4:#c9b34a;--g5:#9a9df0;--g6:#e28585;--g7:#6cbfd4}}

    """

  /// The classes of the drawings.
  static let shapes = """
    svg text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;\
    fill:var(--soft)}
    svg .bg{fill:var(--bg)}svg .th{fill:var(--ink)}svg .ts{font-size:10.5px}svg .tb{fill:var(--ink);font-weight:600}
    svg .axis{stroke:var(--soft);stroke-width:1}svg .grid{stroke:var(--grid);stroke-width:1}
    svg .zero{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}svg .frame{fill:none;stroke:var(--line)}
    svg .pos{fill:var(--gain)}svg .neg{fill:var(--loss)}svg .none{fill:var(--grid)}svg .plain{fill:var(--plain)}
    svg .dot{fill:var(--gain);fill-opacity:.75}svg .dot2{fill:var(--loss);fill-opacity:.75}
    svg .err{stroke:var(--mark);stroke-width:1.5}svg .thin{stroke:var(--plain);stroke-width:1;stroke-opacity:.6}
    svg .px{image-rendering:pixelated}

    """ + series

  /// Lines (`l0`...), bands (`b0`...) and fills (`f0`...) of up to eight series.
  private static let series = (0..<8).map { index in
    "svg .l\(index){stroke:var(--g\(index));stroke-width:2;fill:none}"
      + "svg .b\(index){fill:var(--g\(index));fill-opacity:.16}svg .f\(index){fill:var(--g\(index))}\n"
  }.joined()
}
