import Diagnostics
import Grouping
import Labels
import LinearAlgebra
import Panels
import Plans
import Reports
import Statistics
import StudyFiles
import Testing

@Suite struct HelperPageTests {
  /// A study of the first two of six tasks, of which the first gains 20 % from the second one; `untouched` changes what
  /// networks reach on the verification rows.
  private func content(
    budget: Bool = true, untouched: @escaping (Job) -> Double = { _ in 1 }
  ) throws -> HelperContent {
    var table = LossTable(taskCount: 6, blockWeights: BlockWeights(evenly: 6, areShared: true))
    func record(_ jobs: [Job]) {
      for job in jobs {
        table.record(
          job,
          job.tasks.map { task in
            let key = job.tasks.reduce(7) { $0 &* 31 &+ $1 }
            var luck = RandomStream(seed: 3).split("luck", task, job.replicate, key)
            // Any other task harms a little.
            let others = Double(job.tasks.filter { $0 > 1 || ($0 == 0 && task == 1) }.count)
            let gains = (task == 0 && job.tasks.contains(1) ? 0.8 : 1) + 0.03 * (task < 2 ? others : 0)
            let loss = gains * (1 + 0.002 * luck.normal()) * (job.learner == .linear ? 1.5 : 1)
            let sums = (0..<10).map { _ in
              loss * (1 + 0.002 * luck.normal()) * (job.phase == .verify ? untouched(job) : 1)
            }
            return TaskOutcome(
              loss: sums.reduce(0, +) / 10, nullLoss: 2, metrics: Metrics(r2: 0.4), rows: 90,
              blocks: BlockShares(sums: sums))
          })
      }
    }
    let panel = SampleContent.panel(names: SampleContent.names(6))
    let search = HelperSearch(
      tasks: panel.tasks.map(\.name), kinds: [String](repeating: "regression", count: 6), primaries: [0, 1],
      baselineReplicates: 4, pairReplicates: 3, replicates: 3)
    let choice =
      try budget
      ? search.choose { jobs, _ in
        record(jobs)
        return table
      } : search.chooseUntested()
    record(HelperVerification.jobs(of: choice, replicates: 3))
    var settings = StudySettings()
    settings.panel.files = ["/data/assays.csv"]
    return HelperContent(
      settings: settings, panel: panel, warnings: [], choice: choice,
      verification: budget ? HelperVerification(of: choice, in: table, replicates: 3) : nil, training: [],
      trainingFolder: "", machine: .current, protocolHash: "0123")
  }

  @Test func theSectionSaysWhichHelpersAndWhatEachAdds() throws {
    let content = try content()
    let page = ReportPage(content)
    let html = page.html()
    #expect(WellFormed.flaw(in: html) == nil)
    #expect(content.verdict.headline.hasPrefix("Train NR-AR with NR-AhR. Train NR-AhR alone"))
    for words in [
      "Helpers of NR-AR", "Helpers of NR-AhR", "What each helper adds", "What the rest would add",
      "None of the tasks that are left out adds anything beyond its error", "Every other task as the only partner",
      "Verified gain of NR-AR", "hERG &lt;block&gt;",
    ] { #expect(html.contains(words), "\(words)") }
    #expect(page.figureFiles().map(\.name) == ["helpers-1.svg", "helpers-2.svg"])
    #expect(html == ReportPage(try self.content()).html())
  }

  /// The headline never contradicts the verification.
  @Test func theHeadlineNamesWhatUntouchedRowsPrefer() throws {
    let verdict = try content { $0.tasks.count > 1 ? 1.6 : 1 }.verdict
    #expect(verdict.headline.hasPrefix("Train NR-AR alone"), "\(verdict.headline)")
    #expect(verdict.headline.contains("On untouched rows that was better by"))
    #expect(verdict.text.contains("does not bear the choice out"))
  }

  @Test func withoutABudgetNothingIsClaimed() throws {
    let content = try content(budget: false)
    #expect(content.verdict.headline.hasPrefix("No network was trained. Other panels lead to expect"))
    #expect(WellFormed.flaw(in: ReportPage(content).html()) == nil)
  }
}
