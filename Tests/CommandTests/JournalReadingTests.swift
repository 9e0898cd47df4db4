#if os(Linux)
  import Foundation
  import KindredTestSupport
  import Testing

  /// What commands on a finished study read: the journals of a large one take seconds to parse.
  @Suite struct JournalReadingTests {
    /// A finished study whose jobs are in two journals.
    private func finished(_ folder: TemporaryFolder) throws -> String {
      let panel = try LabelCommandTests.panel(in: folder)
      let study = folder.path("study")
      for shard in ["1/2", "2/2"] {
        let words = LabelCommandTests.label(study, panel, ["--shard", shard])
        #expect(try BuiltBinary.run(words).status == 0)
      }
      let run = try BuiltBinary.run(["run", "--study", study, "--plan-replicates", "2", "--no-probe", "-q"])
      #expect(run.status == 0, "\(run.errors)")
      return study
    }

    @Test(.enabled(if: OpenedFiles.isSupported)) func aCommandReadsEveryJournalAndThePlanOnce() throws {
      let folder = try TemporaryFolder()
      let study = try finished(folder)
      let journals = try FileManager.default.contentsOfDirectory(atPath: study + "/labels")
        .filter { $0.hasSuffix(".jsonl") }
      #expect(journals.count >= 2)
      let opened = try #require(OpenedFiles(in: study + "/labels"))
      let commands = [["run"], ["report"], ["verify"], ["group"], ["label"], ["label", "--status"]]
      for command in commands {
        // The report is made anew, from everything that was measured.
        try? FileManager.default.removeItem(atPath: study + "/report.html")
        let outcome = try BuiltBinary.run(command + ["--study", study, "-q"])
        #expect(outcome.status == 0, "\(command): \(outcome.errors)")
        let counts = opened.counts()
        for file in journals + ["plan.json"] { #expect(counts[file] == 1, "\(command): \(file)") }
      }
    }
  }
#endif
