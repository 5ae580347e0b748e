using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Tracing;
using Location = Microsoft.CodeAnalysis.Location;

namespace RnnLint.Explaining;

/// <summary>
/// How the analysis of a type went, for reports of what went wrong with it. Of the source it holds names of files, types, members and variables, and lines; text of the
/// source only where that is asked for.
/// </summary>
public static class TraceText
{
    /// <param name="showsSource">True for the reasons in full, which may quote the code, and the lines that they are about.</param>
    public static string Write(TypeTrace trace, bool showsSource)
    {
        var text = new StringBuilder();
        Line($"rnnlint {ToolVersion.Current}, trace of {trace.Type.ToDisplayString()}");
        Line(showsSource ? "with source" : "without source, but for names and lines");
        if (!trace.IsCandidate)
        {
            Line("no candidate: nothing that the type holds or calls multiplies real numbers, and it was not traced");
            return text.ToString();
        }

        Line($"candidate; routes may start in {Count(trace.Members.Length, "member")}: {string.Join(", ", trace.Members.Select(member => member.Name))}");
        Line($"{Count(trace.Runs.Length, "run")}, {Number(trace.StepsSpent)} steps spent");
        string? route = null;
        for (var i = 0; i < trace.Runs.Length; i++)
        {
            var run = trace.Runs[i];
            if (run.Route != route)
                Line($"\nroute: {route = run.Route}");
            Line($"  run {i + 1}: n = {run.Point.Size}, T = {run.Point.Steps}, seed {run.Point.Seed}, positive {run.Point.PositiveShare.ToString("0.##", CultureInfo.InvariantCulture)}{(run.Reading.Length == 0 ? "" : "; " + run.Reading)}");
            Line($"    {Number(run.Steps)} steps, tape of {Count(run.Nodes, "node")}, {Count(run.Leaves, "leaf", "leaves")}, {(run.Events is { } events ? $"{Count(events.Forward, "forward event")}, {Count(events.Backward, "backward event")}" : "no recurrent matrix")}");
            if (run.Stop is { } stop)
                Line("    stopped: " + Stop(stop, showsSource));
            if (!run.Unknowns.IsEmpty)
                Line("    not known: " + string.Join(", ", run.Unknowns));
        }

        Line("");
        if (trace.Reports.IsEmpty)
            Line("result: no recurrent cell");
        foreach (var report in trace.Reports)
            foreach (var finding in report.Findings)
                Line($"result: {finding.Verdict}{(finding.Matrix.Length == 0 ? "" : " " + finding.Matrix)} at {Where(finding.Location)}, route {report.Route}{(showsSource && finding.Cause.Length > 0 ? ": " + finding.Cause : "")}");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Stop(TraceStop stop, bool showsSource)
    {
        var place = stop.Syntax is { } syntax ? $" at {Where(syntax.GetLocation())}, {syntax.Kind()}" : "";
        if (!showsSource)
            return stop.Kind + place;
        var line = stop.Syntax is { } quoted ? "\n      " + quoted.SyntaxTree.GetText().Lines.GetLineFromPosition(quoted.SpanStart).ToString().Trim() : "";
        return $"{stop.Kind}{place}: {stop.Reason}{line}";
    }

    /// <summary>The file's name alone: where it lies is nobody's business.</summary>
    private static string Where(Location location) => location.GetLineSpan() is var span && location.IsInSource ? $"{Path.GetFileName(span.Path)}:{span.StartLinePosition.Line + 1}" : "an unknown place";

    private static string Count(int number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
