using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.CodeAnalysis;
using RnnLint.Cli.Reports;

namespace RnnLint.Cli;

/// <summary>The command line of <c>rnnlint check</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, .csproj, .sln or .slnx. Files and folders are read as they are; projects and solutions are evaluated by MSBuild, as a build would.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Format = new("--format", "-f")
    {
        Description = "How findings are written, and to which file: text, json, sarif, github, gitlab, junit or html. May be given several times; one report at most has no file, and goes to standard output. Left out: text.",
        HelpName = "FORMAT[=FILE]",
    };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file of the report that has none of its own, instead of standard output." };

    private static readonly Option<string?> Severity = new Option<string?>("--severity")
    {
        Description = "Report findings of this level and above, and exit with 1 if there are any (hidden ones never count). Left out: info and above are reported, warnings and above count.",
    }.AcceptOnlyFromAmong("hidden", "info", "warning", "error");

    private static readonly Option<bool> IncludeHidden = new("--include-hidden") { Description = "Also report what was not probed, and why (RNN0090), and what was verified (RNN0099)." };

    private static readonly Option<string?> FailOn = new Option<string?>("--fail-on")
    {
        Description = "Exit with 1 for findings of this level and above; \"unverified\" for warnings and for cells that were not probed; \"never\" for none. Left out: as --severity says.",
    }.AcceptOnlyFromAmong("info", "warning", "error", "unverified", "never");

    private static readonly Option<string?> Baseline = new("--baseline") { Description = "A file that rnnlint baseline wrote: the findings in it are known, and do not fail the run.", HelpName = "FILE" };

    private static readonly Option<string?> ChangedSince = new("--changed-since")
    {
        Description = "Only findings that the changes since this git revision have caused fail the run: those that the code at their common commit does not have. Uncommitted changes count.",
        HelpName = "REVISION",
    };

    private static readonly Option<int?> Jobs = new("--jobs", "-j") { Description = "How many types are analysed at a time. Left out: as many as there are processors." };

    static CheckCommand() => Jobs.Validators.Add(result =>
    {
        if (!result.Errors.Any() && result.GetValueOrDefault<int?>() is < 1)
            result.AddError("--jobs takes a number from 1 on.");
    });

    public static Command Create()
    {
        var command = new Command("check", "Check files, folders, projects or solutions.") { Paths, Format, Output, Severity, IncludeHidden, FailOn, Baseline, ChangedSince, Jobs };
        command.Validators.Add(result =>
        {
            // Not their values, which there are none of where something else is wrong with them.
            if (ReportTarget.Read(Given(result.GetResult(Format)), Given(result.GetResult(Output)).FirstOrDefault()).Error is { } error)
                result.AddError(error);
        });
        command.SetAction(async (parsed, cancellation) => (int)await Check.RunAsync(Read(parsed), cancellation));
        return command;
    }

    private static CheckOptions Read(ParseResult parsed) => new(parsed.GetRequiredValue(Paths))
    {
        Reports = ReportTarget.Read(parsed.GetValue(Format) ?? [], parsed.GetValue(Output)).Targets,
        Severity = parsed.GetValue(Severity) switch
        {
            "hidden" => DiagnosticSeverity.Hidden,
            "info" => DiagnosticSeverity.Info,
            "warning" => DiagnosticSeverity.Warning,
            "error" => DiagnosticSeverity.Error,
            _ => null,
        },
        FailOn = parsed.GetValue(FailOn) switch
        {
            "info" => Cli.FailOn.Info,
            "warning" => Cli.FailOn.Warning,
            "error" => Cli.FailOn.Error,
            "unverified" => Cli.FailOn.Unverified,
            "never" => Cli.FailOn.Never,
            _ => null,
        },
        Baseline = parsed.GetValue(Baseline),
        ChangedSince = parsed.GetValue(ChangedSince),
        Jobs = parsed.GetValue(Jobs) ?? Environment.ProcessorCount,
        IncludeHidden = parsed.GetValue(IncludeHidden) || parsed.GetValue(Severity) == "hidden",
    };

    private static string[] Given(OptionResult? option) => [.. option?.Tokens.Select(token => token.Value) ?? []];
}
