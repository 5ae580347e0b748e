using System.CommandLine;
using RnnLint.Cli;
using RnnLint.Cli.Explaining;
using RnnLint.Cli.Fixing;
using RnnLint.Cli.Gate;

var command = new RootCommand("Finds transposed recurrent matrices and other wrong hidden gradients in hand-written C# training code. The code is interpreted, never run.")
{
    CheckCommand.Create(),
    BaselineCommand.Create(),
    ExplainCommand.Create(),
    FixCommand.Create(),
};
var parsed = command.Parse(args);
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? (int)ExitCode.CouldNotCheck : code;
}
catch (OperationCanceledException)
{
    return (int)ExitCode.Interrupted;
}
