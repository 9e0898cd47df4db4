import Diagnostics
import Reports
import Testing

@Suite struct TextTests {
  @Test(
    arguments: [
      (0, "0"), (1, "1.00"), (0.123456, "0.123"), (-0.0009999, "-0.00100"), (999.6, "1000"), (12345.6, "12346"),
      (1.5e7, "1.50e7"), (2.5e-9, "2.50e-9"), (9.996, "10.0"), (.nan, "–"), (-.infinity, "–"),
      (.leastNonzeroMagnitude, "0"), (.greatestFiniteMagnitude, "1.80e308"),
    ] as [(Double, String)])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test func fixedAndPercent() {
    #expect(NumberText.fixed(-0.004, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-1.005, decimals: 1) == "-1.0")
    #expect(NumberText.fixed(0.05, decimals: 1) == "0.1")
    #expect(NumberText.fixed(123, decimals: 0) == "123")
    #expect(NumberText.signedPercent(0.034) == "+3.4 %")
    #expect(NumberText.signedPercent(-0.034) == "-3.4 %")
    #expect(NumberText.signedPercent(0.00001) == "0.0 %")
    #expect(NumberText.percent(.nan) == "–")
  }

  @Test func estimatesShowTheErrorsDigits() {
    #expect(NumberText.estimate(Estimate(0.51234, standardError: 0.00412)) == "0.5123 ± 0.0041")
    #expect(NumberText.estimate(Estimate(12.3, standardError: 4.4)) == "12.3 ± 4.4")
    #expect(NumberText.estimate(Estimate(12.3)) == "12.3")
    #expect(NumberText.estimate(Estimate(12.3, standardError: .nan)) == "12.3")
    #expect(NumberText.signedPercent(Estimate(0.0341, standardError: 0.0082)) == "+3.4 ± 0.8 %")
    #expect(NumberText.signedPercent(Estimate(-0.0341, standardError: 0.0002)) == "-3.41 ± 0.02 %")
    #expect(NumberText.signedPercent(Estimate(0, standardError: 0)) == "0.0 %")
  }

  @Test func countsAndDurations() {
    #expect(NumberText.count(1234) == "1234" && NumberText.count(1_234_567) == "1\u{202F}234\u{202F}567")
    #expect(NumberText.counted(1, "task") == "1 task" && NumberText.counted(0, "task") == "0 tasks")
    #expect(NumberText.duration(seconds: 0.42) == "0.4 s" && NumberText.duration(seconds: 59.7) == "1 min 0 s")
    #expect(NumberText.duration(seconds: 200) == "3 min 20 s" && NumberText.duration(seconds: 3725) == "1 h 02 min")
    #expect(NumberText.duration(seconds: .nan) == "–")
  }

  @Test func markupEscapes() {
    let element = Markup.element("p", [("title", "\"<&>'")], "a<b\u{7}")
    #expect(element.source == "<p title=\"&quot;&lt;&amp;&gt;&#39;\">a&lt;b\u{FFFD}</p>")
  }
}
