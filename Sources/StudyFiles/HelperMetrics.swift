package import Plans

/// What `helpers.json` holds: what was chosen for each primary task, and how it held on untouched rows.
package struct HelperMetrics: Codable, Equatable, Sendable {
  package struct Primary: Codable, Equatable, Sendable {
    package var primary: String
    /// Tasks to train with it; none for alone.
    package var helpers: [String]
    package var recommended: String
    /// The same of the best set of networks, where a linear model is recommended.
    package var networks: [String]
    /// Sets that were measured on development rows, by name: helpers, and the gain over alone.
    package var measured: [Measured]
    package var plan: PlanQuality?
  }

  package struct Measured: Codable, Equatable, Sendable {
    package var name: String
    package var helpers: [String]
    package var gain: Double
    package var gainError: Double?
  }

  package var primaries: [Primary]

  /// - Parameter verification: nil where nothing was verified.
  package init(_ choice: HelperChoice, verification: HelperVerification?, tasks: [String]) {
    primaries = choice.primaries.enumerated().map { place, choice in
      Primary(
        primary: tasks[choice.primary], helpers: choice.recommended.helpers.map { tasks[$0] },
        recommended: choice.recommended.name, networks: choice.network.helpers.map { tasks[$0] },
        measured: zip(choice.candidates, choice.scores).map { set, score in
          Measured(
            name: set.name, helpers: set.helpers.map { tasks[$0] }, gain: score.gain, gainError: score.gainError)
        },
        plan: verification?.primaries[place].quality)
    }
  }

  package func write(to path: String) throws { try JSONText.write(self, to: path) }
}
