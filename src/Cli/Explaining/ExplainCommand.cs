using System.CommandLine;
using RnnLint.Derivation;
using RnnLint.Explaining;

namespace RnnLint.Cli.Explaining;

/// <summary>The command line of <c>rnnlint explain</c>.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Path = new("path") { Description = "A C# file, or FILE:LINE for the cell at that line. A folder, project or solution explains every cell in it." };

    private static readonly Option<string> Format = new Option<string>("--format", "-f")
    {
        Description = "How the derivation is written: plain text, Markdown with LaTeX, a LaTeX document, an HTML page that stands by itself, or JSON.",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "markdown", "latex", "html", "json");

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write to this file instead of standard output." };

    private static readonly Option<int> Units = new Option<int>("--units", "-u")
    {
        Description = "How many units the matrices and the network are written out for: 2 or 3.",
        DefaultValueFactory = _ => Explanation.FewestUnits,
        HelpName = "2|3",
    };

    static ExplainCommand() => Units.Validators.Add(result =>
    {
        if (result.Errors.Any())
            return;
        if (result.GetValueOrDefault<int>() is < Explanation.FewestUnits or > Explanation.MostUnits)
            result.AddError($"--units takes {Explanation.FewestUnits} or {Explanation.MostUnits}.");
    });

    public static Command Create()
    {
        var command = new Command("explain", "Derive, in the code's own names, what the gradient of a recurrent cell is made of, and what the code computes.") { Path, Format, Units, Output };
        command.SetAction(async (parsed, cancellation) => (int)await Explain.RunAsync(Place(parsed.GetRequiredValue(Path)), Read(parsed.GetRequiredValue(Format)), parsed.GetValue(Units), parsed.GetValue(Output), cancellation));
        return command;
    }

    private static ExplanationFormat Read(string format) => format switch
    {
        "markdown" => ExplanationFormat.Markdown,
        "latex" => ExplanationFormat.Latex,
        "html" => ExplanationFormat.Html,
        "json" => ExplanationFormat.Json,
        _ => ExplanationFormat.Text,
    };

    /// <summary>The path, and the line after its last colon where it has one.</summary>
    internal static ExplainedPlace Place(string argument) =>
        !System.IO.Path.Exists(argument) && argument.LastIndexOf(':') is > 0 and var colon && int.TryParse(argument.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var line)
            ? new(argument[..colon], line)
            : new(argument, null);
}

/// <summary>What is to be explained.</summary>
/// <param name="Line">Numbered from 1; null for all.</param>
internal sealed record ExplainedPlace(string Path, int? Line);

/// <summary>How a derivation is written.</summary>
internal enum ExplanationFormat
{
    Text,
    Markdown,
    Latex,
    Html,
    Json,
}
