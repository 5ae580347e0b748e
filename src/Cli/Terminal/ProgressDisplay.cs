using System.Runtime.CompilerServices;
using RnnLint.Loading;
using Spectre.Console;

namespace RnnLint.Cli.Terminal;

/// <summary>The run was interrupted.</summary>
/// <param name="stage">How far it had come; null where nothing was read yet.</param>
internal sealed class InterruptedException(Stage? stage) : OperationCanceledException
{
    public Stage? Stage { get; } = stage;
}

/// <summary>A status line on standard error while work goes on, where that is a terminal and the work is not over at once.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Does the work. What does not notice at once that it is cancelled is left to itself: nobody waits for it.</summary>
    /// <exception cref="InterruptedException">when cancelled.</exception>
    public static async Task<T> RunAsync<T>(Func<IProgress<Stage>, Task<T>> work, CancellationToken cancellation)
    {
        var latest = new Latest();
        try
        {
            return await WatchAsync(Task.Run(() => work(latest), cancellation).WaitAsync(cancellation), latest);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new InterruptedException(latest.Stage);
        }
    }

    private static async Task<T> WatchAsync<T>(Task<T> running, Latest latest)
    {
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
                    status.Status = Markup.Escape(stage.ToString());
        });
    }

    private sealed class Latest : IProgress<Stage>
    {
        public volatile Stage? Stage;

        public void Report(Stage value) => Stage = value;
    }
}
