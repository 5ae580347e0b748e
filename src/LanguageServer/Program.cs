using System.CommandLine;
using System.Runtime.InteropServices;
using RnnLint.Explaining;
using RnnLint.LanguageServer;
using RnnLint.Loading;

var log = new Option<FileInfo?>("--log") { Description = "Write what happens to this file." };
var diagnose = new Option<bool>("--diagnose") { Description = "Say what the server runs on and finds there, and end." };
var stdio = new Option<bool>("--stdio") { Description = "Speak over standard input and output, as it does anyway." };
var client = new Option<int?>("--clientProcessId") { Description = "The process to end with; clients name it when they begin to speak as well." };
var root = new RootCommand("The language server of RnnLint: speaks the Language Server Protocol over standard input and output.") { log, diagnose, stdio, client };
root.SetAction(async parsed =>
{
    if (parsed.GetValue(diagnose))
    {
        Console.WriteLine($"rnnlint-server {ToolVersion.Current}\n.NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}\n{FrameworkReferences.Load().Length} libraries for loose files\nMSBuild: {await Environments.MSBuildAsync()}");
        return 0;
    }

    // Standard output carries the protocol and nothing else, whatever a library may want to print.
    var (output, input) = (Console.OpenStandardOutput(), Console.OpenStandardInput());
    Console.SetOut(Console.Error);
    using var written = new ServerLog(parsed.GetValue(log) is { } file ? new StreamWriter(file.Open(FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) : null);
    using var server = new Server(output, input, written);
    return await server.RunAsync();
});
return await root.Parse(args).InvokeAsync();
