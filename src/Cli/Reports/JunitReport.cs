using System.Globalization;
using System.Text;
using System.Xml;
using RnnLint.Cli.Checking;
using RnnLint.Derivation;

namespace RnnLint.Cli.Reports;

/// <summary>
/// Cells as test cases, as JUnit's XML has them: those with a finding that fails the run failed, other ones that are wrong or were not probed were skipped, the rest passed. Every cell is there, whatever severity the
/// options ask for; there are no times, which would be others in every run.
/// </summary>
internal static class JunitReport
{
    private const string Tool = "rnnlint";

    public static void Write(Report report, TextWriter writer)
    {
        // A finding that is about no cell is a case of its own; a hint that led to nothing is neither right nor wrong, and is none.
        var suites = report.Result.Findings.Where(finding => !finding.IsOfHint).GroupBy(finding => (object?)finding.Cell ?? finding, ReferenceEqualityComparer.Instance)
            .Select(cell => Case(cell.Key as CheckedCell, [.. cell], report))
            .GroupBy(test => test.Suite, StringComparer.Ordinal).OrderBy(suite => suite.Key, StringComparer.Ordinal).ToList();
        var tests = suites.SelectMany(suite => suite).ToList();
        using (var xml = XmlWriter.Create(new Utf8Text(writer), new XmlWriterSettings { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Tool);
            WriteCounts(xml, tests, report.Result.Problems.Length);
            foreach (var suite in suites)
                WriteSuite(xml, suite.Key, [.. suite]);
            if (!report.Result.Problems.IsEmpty)
                WriteProblems(xml, report.Result.Problems);
            xml.WriteEndElement();
        }

        writer.WriteLine();
    }

    private static Test Case(CheckedCell? cell, IReadOnlyList<Finding> findings, Report report)
    {
        var failing = findings.FirstOrDefault(report.Options.Fails);
        var open = findings.FirstOrDefault(finding => finding.IsNotProbed || finding.IsWrong || finding.Cell is null);
        var file = report.Checkout.Display(findings[0].Place.Path);
        return new(
            cell?.Project is { } project ? report.Checkout.Display(project) : file.LastIndexOf('/') is >= 0 and var slash ? file[..Math.Max(slash, 1)] : ".",
            cell?.Type ?? "settings", cell?.Route ?? findings[0].Rule.Title.ToString(CultureInfo.InvariantCulture), findings[0], file,
            failing is not null ? Outcome.Failed : open is not null ? Outcome.Skipped : Outcome.Passed,
            failing ?? open ?? findings[0],
            string.Join('\n', findings.Select(finding => $"{report.Checkout.Display(finding.Place.Path)}:{finding.Place.Line}:{finding.Place.Column}: {finding.Rule.Id}: {finding.Message}{(finding.Suppressed ? " (suppressed in the source)" : finding.Known ? " (known before)" : "")}")));
    }

    private static void WriteSuite(XmlWriter xml, string name, IReadOnlyList<Test> tests)
    {
        xml.WriteStartElement("testsuite");
        WriteAttribute(xml, "name", name);
        WriteCounts(xml, tests, errors: 0);
        var seen = new Dictionary<(string, string), int>();
        foreach (var test in tests)
        {
            // Readers take cases of one name for one.
            var key = (test.Class, test.Name);
            var occurrence = seen[key] = seen.GetValueOrDefault(key) + 1;
            xml.WriteStartElement("testcase");
            WriteAttribute(xml, "classname", test.Class);
            WriteAttribute(xml, "name", occurrence == 1 ? test.Name : $"{test.Name} ({occurrence})");
            WriteAttribute(xml, "file", test.File);
            WriteAttribute(xml, "line", test.First.Place.Line.ToString(CultureInfo.InvariantCulture));
            if (test.Outcome != Outcome.Passed)
            {
                xml.WriteStartElement(test.Outcome == Outcome.Failed ? "failure" : "skipped");
                WriteAttribute(xml, "message", test.Telling.Message);
                if (test.Outcome == Outcome.Failed)
                {
                    WriteAttribute(xml, "type", test.Telling.Rule.Id);
                    WriteText(xml, test.Text);
                }

                xml.WriteEndElement();
            }
            else
            {
                xml.WriteStartElement("system-out");
                WriteText(xml, test.Text);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteProblems(XmlWriter xml, IReadOnlyList<string> problems)
    {
        xml.WriteStartElement("testsuite");
        WriteAttribute(xml, "name", Tool);
        WriteCounts(xml, [], problems.Count);
        for (var i = 0; i < problems.Count; i++)
        {
            xml.WriteStartElement("testcase");
            WriteAttribute(xml, "classname", Tool);
            WriteAttribute(xml, "name", $"could be checked ({i + 1})");
            xml.WriteStartElement("error");
            WriteAttribute(xml, "message", problems[i]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<Test> tests, int errors)
    {
        WriteCount("tests", tests.Count + errors);
        WriteCount("failures", tests.Count(test => test.Outcome == Outcome.Failed));
        WriteCount("errors", errors);
        WriteCount("skipped", tests.Count(test => test.Outcome == Outcome.Skipped));

        void WriteCount(string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Most control characters cannot be in XML at all, not even escaped.</summary>
    private static void WriteAttribute(XmlWriter xml, string name, string text) => xml.WriteAttributeString(name, VisibleText.Of(text));

    private static void WriteText(XmlWriter xml, string text) => xml.WriteString(string.Join('\n', text.Split('\n').Select(VisibleText.Of)));

    private enum Outcome
    {
        Passed,
        Failed,
        Skipped,
    }

    /// <param name="First">Where the case stands.</param>
    /// <param name="Telling">The finding that decides.</param>
    /// <param name="Text">All findings, a line each.</param>
    private sealed record Test(string Suite, string Class, string Name, Finding First, string File, Outcome Outcome, Finding Telling, string Text);

    /// <summary>The declaration names the encoding of what it is written to, and a text in memory has none.</summary>
    private sealed class Utf8Text(TextWriter writer) : TextWriter
    {
        public override Encoding Encoding => Session.Utf8;

        public override void Write(char value) => writer.Write(value);

        public override void Write(char[] buffer, int index, int count) => writer.Write(buffer, index, count);
    }
}
