import Diagnostics
import FoundationEssentials
import Grouping
import LinearAlgebra
import Reports
import Statistics
import Testing

@Suite struct FigureTests {
  @Test(
    arguments: [
      (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (-3.2, 4.1, ["-2", "0", "2", "4"]),
      (1e-7, 3e-7, ["1.00e-7", "1.50e-7", "2.00e-7", "2.50e-7", "3.00e-7"]),
      (1000, 9000, ["2000", "4000", "6000", "8000"]),
    ] as [(Double, Double, [String])])
  func ticksAreRound(lower: Double, upper: Double, labels: [String]) {
    let scale = LinearScale(lower: lower, upper: upper, start: 0, end: 100)
    #expect(scale.labels(for: scale.ticks()) == labels)
  }

  @Test func ticksOfAnyRangeLieInIt() {
    var draw = RandomStream(seed: 4)
    for _ in 0..<500 {
      let lower = draw.normal() * (1e3 * draw.uniform())
      let upper = lower + abs(draw.normal()) * (draw.below(2) == 0 ? 1e-6 : 1e4)
      let scale = LinearScale(lower: lower, upper: upper, start: 0, end: 100)
      let ticks = scale.ticks()
      let slack = (scale.upper - scale.lower) * 1e-9
      #expect((1...12).contains(ticks.count), "\(lower) \(upper): \(ticks)")
      #expect(ticks.allSatisfy { $0 >= scale.lower - slack && $0 <= scale.upper + slack }, "\(lower) \(upper)")
    }
  }

  @Test func degenerateRangesAreWidened() {
    for value in [0.0, 5, -1e-9] {
      let scale = LinearScale(lower: value, upper: value, start: 0, end: 1)
      #expect(scale.lower < scale.upper && scale.position(value).isFinite)
    }
    #expect(LinearScale(covering: [.nan, .infinity], start: 0, end: 1).upper > 0)
  }

  @Test func barsAreDrawnAsWritten() {
    let figure = BarsFigure(
      bars: [.init(name: "a<b", estimate: Estimate(0.02, standardError: 0.01), isMarked: true)], title: "t", xLabel: "x"
    )
    let source = figure.canvas().inline().source
    #expect(source.contains("<rect class=\"pos\" x=\""))
    #expect(source.contains("<title>a&lt;b: +2.0 ± 1.0 %</title>"))
    #expect(source.components(of: "class=\"err\"") == 3)
    #expect(WellFormed.flaw(in: source) == nil)
  }

  @Test func aSmallCanvasIsDrawnExactly() {
    var canvas = SVGCanvas(width: 20, height: 10, title: "a & b")
    canvas.line(0, 0.125, 20, 1.0 / 3, class: "axis")
    canvas.text("<x>", x: 1, y: 2, anchor: .end, turned: -90)
    #expect(
      canvas.inline().source
        == "<svg viewBox=\"0 0 20 10\" role=\"img\" aria-label=\"a &amp; b\" style=\"min-width:14px;max-width:24px\">"
        + "<line class=\"axis\" x1=\"0\" y1=\"0.13\" x2=\"20\" y2=\"0.33\"/>"
        + "<text class=\"t\" x=\"1\" y=\"2\" text-anchor=\"end\" transform=\"rotate(-90 1 2)\">&lt;x&gt;</text></svg>")
  }

  @Test func heatMapsTurnIntoImagesWhenLarge() {
    for count in [64, 65, 900] {
      let figure = HeatMapFigure(
        names: (0..<count).map { "t\($0)" }, values: Matrix(rows: count, columns: count, filledWith: 0.1),
        order: Array(0..<count), title: "t")
      let source = figure.canvas().document()
      #expect(source.contains("data:image/png;base64,iVBORw0KGgo") == (count > 64))
      #expect(WellFormed.flaw(in: source) == nil)
      #expect(source.utf8.count < 1_600_000)
    }
  }

  /// However few the tasks are and long their names, the legend stays within the picture.
  @Test(arguments: [1, 2, 4, 12], ["a", "a task with quite a long name"])
  func heatMapsHaveRoomForTheirLegend(count: Int, name: String) throws {
    let figure = HeatMapFigure(
      names: (0..<count).map { "\(name) \($0)" }, values: Matrix(rows: count, columns: count, filledWith: 0.1),
      order: Array(0..<count), title: "t")
    let source = figure.canvas().document()
    let width = try #require(source.firstMatch(of: /viewBox="0 0 ([0-9.]+)/)).output.1
    let places = source.matches(of: /\bx="([0-9.]+)"/).compactMap { Double($0.output.1) }
    #expect(try #require(places.max()) <= #require(Double(width)))
  }

  @Test func leafOrderKeepsFriendsTogether() {
    var affinities = Matrix<Double>(rows: 6, columns: 6, filledWith: -0.1)
    for (a, b) in [(0, 3), (3, 5), (0, 5), (1, 4), (2, 4), (1, 2)] {
      affinities[a, b] = 0.5
      affinities[b, a] = 0.4
    }
    let order = Dendrogram(affinities: affinities).leafOrder
    #expect(order.sorted() == Array(0..<6))
    #expect(Set(order.prefix(3)) == [0, 3, 5] || Set(order.prefix(3)) == [1, 2, 4])
  }
}

extension String {
  func components(of part: String) -> Int { self.split(separator: part, omittingEmptySubsequences: false).count - 1 }
}
