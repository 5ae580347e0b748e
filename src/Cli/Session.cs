using System.Text;
using RnnLint.Cli.Terminal;

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
        await using var errors = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
        try
        {
            return await work(output, errors);
        }
        catch (InterruptedException interrupted)
        {
            await errors.WriteLineAsync(interrupted.Stage is { } stage ? $"rnnlint: interrupted: {stage}; nothing is reported" : "rnnlint: interrupted while reading");
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"rnnlint: {failure.Message}");
            return ExitCode.CouldNotCheck;
        }
        catch (Exception failure)
        {
            await errors.WriteLineAsync($"rnnlint: internal error: {failure}");
            return ExitCode.CouldNotCheck;
        }
    }
}
