import Diagnostics
import Grouping
import Networks
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
    settings.training.all.objective = .cells
    settings.training.alone.weightDecay = 30
    settings.training.together.trunk = [300]
    settings.training.together.baseRateHeads = true
    settings.training.taskWeights = ["NR-AR": 2, "a \"b\" c.d": 0.5]
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
    "[protocol]\nfolds = \"five\"", "[protocol]\nfoldz = 5", "nonsense", "[\nfolds = 5", "seed = 1\n [[ # x\n",
    "[training]\nlike = \"oracle\"",
    "[training]\nweight = 1", "[training.alone]\nweigth_decay = 1", "[training]\nstopping = \"never\"",
    "[protocol\nfolds = 5", "seed = -1",
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

  /// A study of the plain protocol has the file that it had before there was any other.
  @Test func plainTrainingIsNotWritten() throws {
    #expect(try !SettingsFile.text(of: StudySettings()).contains("training"))
    let text = try SettingsFile.text(of: Self.odd())
    #expect(text.contains("[training.alone]\nweight_decay = 30\n") && !text.contains("dropout"))
  }

  /// What a part leaves out comes from the one before; what is set for all is set for the parts.
  @Test func partsOverlayEachOther() throws {
    var settings = StudySettings()
    settings.training.all.dropout = 0.2
    settings.training.alone.dropout = 0.1
    settings.training.together.trunk = [9]
    #expect(settings.aloneTraining.dropout == 0.1 && settings.togetherTraining.dropout == 0.2)
    #expect(settings.aloneTraining.encoder.widths == [64, 32] && settings.togetherTraining.encoder.widths == [9])
    settings.training.set(\.dropout, 0.3)
    #expect(settings.aloneTraining.dropout == 0.3 && settings.togetherTraining.dropout == 0.3)
    settings.training.alone.dropout = 0.96
    #expect(throws: UserError.self) { try settings.validate() }
  }

  @Test func aPresetIsWhatSettingsBeginFrom() throws {
    let chemprop = try SettingsFile.settings(
      from: "[training]\nlike = \"chemprop\"\nwarm_up_epochs = 3\n", path: "study.toml")
    #expect(chemprop.protocol.trunk == [300, 300] && chemprop.protocol.maxEpochs == 50)
    #expect(chemprop.training.all.objective == .cells && chemprop.training.all.warmUpEpochs == 3)
    #expect(try SettingsFile.settings(from: SettingsFile.text(of: chemprop), path: "study.toml") == chemprop)
    var paper = chemprop
    TrainingPreset.paper.apply(to: &paper)
    var plain = StudySettings()
    plain.training.like = .paper
    #expect(paper == plain)
    #expect(paper.togetherTraining == StudySettings().togetherTraining)
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
