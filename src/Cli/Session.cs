using System.Text;
using RnnLint.Cli.Gate;
using RnnLint.Cli.Terminal;
using RnnLint.Derivation;

namespace RnnLint.Cli;

/// <summary>The streams of one run, and what is said where it cannot go on.</summary>
internal static class Session
{
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="work">Writes to the first stream what was asked for, and to the second what else there is to say.</param>
    public static async Task<ExitCode> RunAsync(Func<StreamWriter, StreamWriter, Task<ExitCode>> work)
    {
        // One writer a stream, in UTF-8 with \n, so that the bytes are the same everywhere.
        await using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n" };
        await using var errors = new VisibleLines(Console.OpenStandardError()) { NewLine = "\n", AutoFlush = true };
        try
        {
            return await work(output, errors);
        }
        catch (InterruptedException interrupted)
        {
            await errors.WriteLineAsync(interrupted.Stage is { } stage ? $"rnnlint: interrupted: {stage}; nothing is reported" : "rnnlint: interrupted while reading");
            return ExitCode.Interrupted;
        }
        catch (GateException failure)
        {
            await errors.WriteLineAsync($"rnnlint: {failure.Message}");
            return ExitCode.CouldNotCheck;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"rnnlint: {failure.Message}");
            return ExitCode.CouldNotCheck;
        }
        catch (Exception failure)
        {
            foreach (var line in $"internal error: {failure}".Split('\n'))
                await errors.WriteLineAsync($"rnnlint: {line.TrimEnd()}");
            return ExitCode.CouldNotCheck;
        }
    }

    /// <summary>
    /// What is said on standard error holds names of files, and a name may hold line breaks: each line stays one, so that no name gives commands to a terminal, or to a service that reads them at the starts of lines.
    /// </summary>
    private sealed class VisibleLines(Stream stream) : StreamWriter(stream, Utf8)
    {
        public override void WriteLine(string? value) => base.WriteLine(VisibleText.Of(value ?? ""));

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            return Task.CompletedTask;
        }
    }
}
