using System.Runtime.CompilerServices;
using Spectre.Console;

namespace RnnLint.Cli.Terminal;

/// <summary>How far a run has come.</summary>
internal sealed record Stage(string Text, int Done, int Total);

/// <summary>A status line on standard error while work goes on, where that is a terminal and the work is not over at once.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static async Task<T> RunAsync<T>(Func<IProgress<Stage>, Task<T>> work)
    {
        var latest = new Latest();
        var running = Task.Run(() => work(latest));
        if (!Console.IsErrorRedirected && await Task.WhenAny(running, Task.Delay(Patience)) != running)
            await ShowAsync(running, latest);
        return await running;
    }

    // Apart, so that Spectre.Console is not even loaded where nothing is shown.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ShowAsync(Task running, Latest latest)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Capabilities.Interactive)
            return;
        await console.Status().StartAsync("Reading", async status =>
        {
            while (await Task.WhenAny(running, Task.Delay(100)) != running)
                if (latest.Stage is { } stage)
                    status.Status = Markup.Escape(stage.Total > 0 ? $"{stage.Text} ({stage.Done}/{stage.Total})" : stage.Text);
        });
    }

    private sealed class Latest : IProgress<Stage>
    {
        public volatile Stage? Stage;

        public void Report(Stage value) => Stage = value;
    }
}
