import Networks
import Testing

@Test func earlyStoppingCountsFromTheLastStrictlyBetterEpoch() {
  var stopping = EarlyStopping(patience: 2)
  let verdicts = [3.0, 2, 2, 1.5, 1.6, 1.5].enumerated().map { stopping.judge(epoch: $0 + 1, loss: $1) }
  #expect(verdicts == [.best, .best, .goOn, .best, .goOn, .stop])
  #expect(stopping.bestEpoch == 4 && stopping.bestLoss == 1.5)
}

@Test func earlyStoppingEndsOnWhatIsNoNumber() {
  for loss in [Double.nan, .infinity] {
    var stopping = EarlyStopping(patience: 5)
    #expect(stopping.judge(epoch: 1, loss: loss) == .stop)
    #expect(stopping.bestEpoch == 0)
  }
}
