import Panels
import Testing

@Suite("Globs")
struct GlobTests {
  @Test(arguments: [
    ("NR-*", "NR-AR", true), ("NR-*", "SR-p53", false), ("*", "", true), ("a*c*e", "abcde", true), ("a?c", "abc", true),
    ("a?c", "ac", false), ("[A-Z]*", "Eye", true), ("[A-Z]*", "fp0", false), ("[!f]*", "fp0", false),
    ("[!f]*", "id", true), ("x[1]", "x[1]", true), ("x[12]", "x2", true), ("x[", "x[", true), ("", "", true),
    ("", "a", false), ("**b", "ab", true), ("a.c", "abc", false), ("[a-]", "-", true),
  ])
  func matching(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
