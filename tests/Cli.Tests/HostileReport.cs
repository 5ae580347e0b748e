using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Analyzer;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Fixing;
using RnnLint.Cli.Reports;
using RnnLint.Explaining;

namespace RnnLint.Cli.Tests;

/// <summary>A report in which all that comes from code, or from the file system, has one hostile name.</summary>
internal static class HostileReport
{
    public const string Source = "class\tCell\n{\n    double x;\n}\n";

    public static string PathOf(string name) => "/src/" + name.Replace('\0', '0') + ".cs";

    public static Report Of(string name)
    {
        var explained = HostileExplanation.Of(name);
        var place = new Place(PathOf(name), 1, 7, 1, 11);
        var cell = new CheckedCell { Type = name, Route = name, Derivation = new(ExplainedStep.Of(explained.Explanation), null) };
        var source = SourceText.From(Source + "// " + name);
        Finding Finding(DiagnosticDescriptor rule, CheckedCell found, string fingerprint) => new()
        {
            Rule = rule,
            Severity = DiagnosticSeverity.Warning,
            IsWrong = true,
            Cell = found,
            Place = place,
            Source = source,
            Message = name,
            Matrix = name,
            Cause = name,
            Notes = [new(place with { Line = 3, EndLine = 5, Column = 1, EndColumn = 2 }, source, name)],
            Fix = new(name, [new(place, name)], [new(place.Path, 1, name, name)]),
            Fingerprint = fingerprint,
        };
        return new(
            new([
                Finding(Rules.TransposedRecurrentMatrix, cell, "1"),
                Finding(Rules.WrongActivationDerivative, cell, "2") with { Suppression = new(place, name) },
                Finding(Rules.UnexplainedGradient, new CheckedCell { Type = name, Route = name, Derivation = new([], name) }, "3"),
            ], new Summary(), [name]),
            new([]), new("/src"));
    }
}
