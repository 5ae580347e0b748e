using System.CommandLine;
using Microsoft.CodeAnalysis;

namespace RnnLint.Cli;

/// <summary>The command line of <c>rnnlint check</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, .csproj, .sln or .slnx. Files and folders are read as they are; projects and solutions are evaluated by MSBuild, as a build would.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Format = new Option<string>("--format", "-f")
    {
        Description = "How findings are written.",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "sarif", "json");

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write the report to this file instead of standard output." };

    private static readonly Option<string?> Severity = new Option<string?>("--severity")
    {
        Description = "Report findings of this level and above, and exit with 1 if there are any (hidden ones never count). Left out: info and above are reported, warnings and above count.",
    }.AcceptOnlyFromAmong("hidden", "info", "warning", "error");

    private static readonly Option<bool> IncludeHidden = new("--include-hidden") { Description = "Also report what was not probed, and why (RNN0090), and what was verified (RNN0099)." };

    public static Command Create()
    {
        var command = new Command("check", "Check files, folders, projects or solutions.") { Paths, Format, Output, Severity, IncludeHidden };
        command.SetAction(async (parsed, cancellation) => (int)await Check.RunAsync(Read(parsed), cancellation));
        return command;
    }

    private static CheckOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(Paths))
    {
        Format = parsed.GetRequiredValue(Format) switch
        {
            "sarif" => ReportFormat.Sarif,
            "json" => ReportFormat.Json,
            _ => ReportFormat.Text,
        },
        Output = parsed.GetValue(Output),
        Severity = parsed.GetValue(Severity) switch
        {
            "hidden" => DiagnosticSeverity.Hidden,
            "info" => DiagnosticSeverity.Info,
            "warning" => DiagnosticSeverity.Warning,
            "error" => DiagnosticSeverity.Error,
            _ => null,
        },
        IncludeHidden = parsed.GetValue(IncludeHidden) || parsed.GetValue(Severity) == "hidden",
    };
}
