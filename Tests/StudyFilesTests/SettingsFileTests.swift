import Diagnostics
import Grouping
import Panels
import StudyFiles
import Testing

@Suite struct SettingsFileTests {
  private static func odd() -> StudySettings {
    var settings = StudySettings()
    settings.panel.files = ["/a \"b\"/c.csv"]
    settings.panel.options.targetColumns = ["NR-*", "tab\there", "é"]
    settings.panel.options.taskColumn = "task"
    settings.protocol.learningRate = 1.0 / 3
    settings.protocol.budget = "90s"
    settings.groups.maximumGroups = 3
    settings.groups.mustLink = [["a", "b,c"]]
    settings.seed = .max >> 1
    return settings
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    for settings in [StudySettings(), Self.odd()] {
      let text = try SettingsFile.text(of: settings)
      #expect(try SettingsFile.settings(from: text, path: "study.toml") == settings)
    }
  }

  @Test func whatIsLeftOutIsTheDefaultAndWholeNumbersAreFractionsToo() throws {
    let settings = try SettingsFile.settings(from: "[protocol]\nfraction = 1\n", path: "study.toml")
    var expected = StudySettings()
    expected.protocol.fraction = 1
    #expect(settings == expected)
  }

  @Test(arguments: [
    "[protocol]\nfolds = \"five\"", "[protocol]\nfoldz = 5", "nonsense", "[protocol\nfolds = 5", "seed = -1",
  ])
  func mistakesNameTheFile(text: String) {
    #expect {
      try SettingsFile.settings(from: text, path: "my.toml")
    } throws: { error in (error as? UserError)?.description.contains("my.toml") == true }
  }

  @Test func aStudyOfANewerVersionIsRefused() throws {
    let text = try SettingsFile.text(of: StudySettings()).replacing("format = 1", with: "format = 2\nnonesuch = 1")
    #expect {
      try SettingsFile.settings(from: text, path: "my.toml")
    } throws: { "\($0)".contains("newer version") }
  }

  /// Values just within every declared bound pass, values just beyond do not.
  @Test func boundsHold() {
    for (name, value, bounds) in StudySettings.bounds {
      let own = value(StudySettings())
      #expect(bounds.contains(own), "\(name): the default \(own) is out of \(bounds)")
    }
    var settings = StudySettings()
    settings.protocol.folds = 2
    #expect(throws: UserError.self) { try settings.validate() }
    settings.protocol.folds = 3
    #expect(throws: Never.self) { try settings.validate() }
    settings.plans.solvers = ["oracle"]
    #expect(throws: UserError.self) { try settings.validate() }
  }
}
