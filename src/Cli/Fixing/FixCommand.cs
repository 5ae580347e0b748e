using System.CommandLine;

namespace RnnLint.Cli.Fixing;

/// <summary>The command line of <c>rnnlint fix</c>.</summary>
internal static class FixCommand
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, .csproj, .sln or .slnx, as for check.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Write nothing; print what would change as a unified diff." };

    public static Command Create()
    {
        var command = new Command("fix", "Set findings of RNN0001 to RNN0003 right where a change of the code was probed and verified.") { Paths, DryRun };
        command.SetAction(async (parsed, cancellation) => (int)await Fix.RunAsync(parsed.GetRequiredValue(Paths), parsed.GetValue(DryRun), cancellation));
        return command;
    }
}
